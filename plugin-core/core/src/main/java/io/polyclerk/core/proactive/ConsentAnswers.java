package io.polyclerk.core.proactive;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.skill.Answers;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Knows what a shopper answers to the question whether they may be written to, by button, number or word, and when somebody has had
 * enough. Only a message that is nothing else counts. Thread-safe.
 */
public final class ConsentAnswers {

    private static final String PREFIX = "news:";
    private static final String STOP_WORDS = "proactive.stop_words";

    private final Set<String> stopWords = new HashSet<>();
    private final Answers answers;

    public ConsentAnswers(LanguagePacks packs) {
        answers = new Answers(packs);
        // A platform's own words for it are the same everywhere, and people mix languages.
        for (String tag : packs.writings()) {
            for (String word : packs.forTag(tag).pattern(STOP_WORDS).split("\\|", -1)) {
                stopWords.add(bare(word));
            }
        }
        stopWords.remove("");
    }

    /** What was answered. */
    public enum Answer {
        /** News of orders. */
        NEWS,
        /** News, and later a question how it was. */
        ALL,
        NO,
        /** Nothing more, now and later. */
        STOP;

        String value() {
            return PREFIX + name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param withFeedback whether the shop asks how it was */
    static List<Offer> offers(boolean withFeedback) {
        List<Offer> offers = new ArrayList<>();
        offers.add(new Offer(Answer.NEWS.value(), Phrase.of("proactive.yes")));
        if (withFeedback) {
            offers.add(new Offer(Answer.ALL.value(), Phrase.of("proactive.yes_and_ask")));
        }
        offers.add(new Offer(Answer.NO.value(), Phrase.of("proactive.no")));
        return offers;
    }

    static Offer stop() {
        return new Offer(Answer.STOP.value(), Phrase.of("proactive.stop"));
    }

    /** @param offered what was shown last, so that a number or a "yes" can mean it */
    Optional<Answer> read(Content said, List<Option> offered) {
        return switch (said) {
            case Content.Selection selection -> ofValue(selection.value());
            case Content.Text text -> typed(text.text(), offered);
            case Content.Media media -> Optional.empty();
            case Content.Location location -> Optional.empty();
            case Content.Choice choice -> Optional.empty();
            case Content.Card card -> Optional.empty();
            case Content.PhoneNumber phone -> Optional.empty();
            case Content.Unsupported unsupported -> Optional.empty();
        };
    }

    private Optional<Answer> typed(String text, List<Option> offered) {
        String bare = bare(text);
        boolean isAsked = offered.stream().anyMatch(option -> option.value().equals(Answer.NEWS.value()));
        if (stopWords.contains(bare)) {
            return Optional.of(isAsked ? Answer.NO : Answer.STOP);
        }
        Optional<Answer> shown = offered.stream()
                .filter(option -> bare(option.label()).equals(bare) || bare.equals(number(offered, option)))
                .findFirst()
                .flatMap(option -> ofValue(option.value()));
        if (shown.isPresent() || !isAsked) {
            return shown;
        }
        return switch (answers.read(text)) {
            case YES -> Optional.of(Answer.NEWS);
            case NO -> Optional.of(Answer.NO);
            case NEITHER -> Optional.empty();
        };
    }

    private static String number(List<Option> offered, Option option) {
        return Integer.toString(offered.indexOf(option) + 1);
    }

    private static Optional<Answer> ofValue(String value) {
        for (Answer answer : Answer.values()) {
            if (answer.value().equals(value)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\s]+", " ")
                .strip();
    }
}
