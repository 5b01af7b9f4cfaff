package io.polyclerk.ai.understanding;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The models of the language packs, each loaded when it is first asked for. Thread-safe. */
final class PackModels {

    private final Map<String, PackModel> byWords = new ConcurrentHashMap<>();
    private final Map<String, Optional<PackModel>> bySentences = new ConcurrentHashMap<>();
    private final Division division = ModelFiles.read("division.model", Division::read);
    private final boolean readsSentences;
    private final @Nullable OwnSentences own;

    /**
     * @param readsSentences whether the shipped sentence encoders are used for the languages that have one
     * @param own an encoder for all languages that is used instead; null for none
     */
    PackModels(boolean readsSentences, @Nullable OwnSentences own) {
        this.readsSentences = readsSentences;
        this.own = own;
    }

    /** What tells two wishes from one. */
    Division.Language division(String language) {
        return division.of(language);
    }

    /** The model that reads words alone: the quickest. */
    PackModel quick(String language) {
        return byWords.computeIfAbsent(language, PackModel::load);
    }

    /** The most accurate model there is. */
    Reader best(String language) {
        Optional<PackModel> byOwn = own == null ? Optional.empty() : own.model(language);
        Optional<PackModel> sentences = byOwn.or(() -> bySentences.computeIfAbsent(language, this::shipped));
        return sentences.isPresent()
                ? new Reader.Both(quick(language), sentences.get())
                : new Reader.Single(quick(language));
    }

    private Optional<PackModel> shipped(String language) {
        // A build on a machine without the encoder's native library makes no such model.
        boolean isTrained = ModelFiles.has(language + PackModel.SENTENCES);
        return readsSentences && isTrained
                ? InProcessSentences.of(language)
                        .map(encoder -> PackModel.load(language, new LenientSentences(encoder)))
                : Optional.empty();
    }
}
