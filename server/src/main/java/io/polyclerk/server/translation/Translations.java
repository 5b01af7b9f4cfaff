package io.polyclerk.server.translation;

import io.polyclerk.core.ladder.Translation;
import io.polyclerk.core.ladder.Translator;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Line;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.server.persistence.conversations.MessageWords;
import io.polyclerk.server.persistence.conversations.SqlTranslations;
import io.polyclerk.server.persistence.conversations.SqlTranslations.Kept;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates messages once and remembers them, and drafts without remembering them. Sends nothing. Thread-safe. */
public final class Translations {

    /** Where nobody knows better: a model finds out by itself, and only names of months are looked for in it. */
    private static final String UNKNOWN = "en";

    private final @Nullable Translator translator;
    private final SqlTranslations store;
    private final Clock clock;

    /** @param translator null when no model is plugged in: then only what is remembered can be had */
    public Translations(@Nullable Translator translator, SqlTranslations store, Clock clock) {
        this.translator = translator;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What a message says in another language.
     *
     * @param line with words, at most {@link Translator#LONGEST} characters
     * @return empty when it is not remembered and no model is plugged in
     */
    public Optional<Translation> ofMessage(Summary conversation, Line line, String language) {
        String words = MessageWords.of(line.contents());
        Optional<Kept> kept = store.find(line.sequence(), language, words);
        if (kept.isPresent()) {
            return Optional.of(
                    new Translation.Done(kept.get().words(), kept.get().model()));
        }
        if (translator == null) {
            return Optional.empty();
        }
        String from = line.interpretation() == null
                ? conversation.language()
                : line.interpretation().language();
        Translation made =
                translator.translate(conversation.merchant(), words, from == null ? UNKNOWN : from, language);
        if (made instanceof Translation.Done done && !done.model().isEmpty()) {
            store.keep(line.sequence(), language, words, new Kept(done.text(), done.model()), clock.instant());
        }
        return Optional.of(made);
    }

    /**
     * What a text that nobody has sent says in another language.
     *
     * @param from BCP 47 tag; null when it is not known
     * @return empty when no model is plugged in
     */
    public Optional<Translation> ofDraft(String merchant, String text, @Nullable String from, String language) {
        return Optional.ofNullable(translator)
                .map(model -> model.translate(merchant, text, from == null ? UNKNOWN : from, language));
    }
}
