package io.polyclerk.core.skill;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.reply.Phrase;
import java.util.List;
import java.util.Optional;

/** Knows when a shopper says that a photo will come, or asks whether it may: "I'll send you a picture". Immutable. */
public final class Announced {

    private static final int LONGEST = 160;
    private static final int LONGEST_BESIDE = 8;
    /** Between what is sent and that it is. */
    private static final int NEAR = 4;

    private final PackWords words;

    Announced(LanguagePacks packs) {
        words = PackWords.of(packs, "announces.");
    }

    /** That it may be sent now; empty when none is announced, or it is there already. */
    public Optional<Phrase> photo(Turn turn) {
        return isPhoto(turn) ? Optional.of(Phrase.of("photo.welcome")) : Optional.empty();
    }

    /** Whether hardly anything is said beside it. */
    boolean isAll(Turn turn) {
        String text = PackWords.plain(turn.utterance().text());
        List<PackWords.Found> found = words.in(text);
        StringBuilder beside = new StringBuilder(text);
        found.forEach(one -> beside.replace(one.start(), one.end(), " ".repeat(one.end() - one.start())));
        return isPhoto(turn)
                && beside.codePoints().filter(Character::isLetterOrDigit).count() <= LONGEST_BESIDE;
    }

    private boolean isPhoto(Turn turn) {
        String text = PackWords.plain(turn.utterance().text());
        if (text.length() > LONGEST
                || turn.perceived().hasPhoto()
                || !turn.utterance().selection().isEmpty()) {
            return false;
        }
        List<PackWords.Found> found = words.in(text);
        return found.stream()
                .filter(one -> one.list().equals("photo"))
                .anyMatch(photo -> found.stream()
                        .filter(one -> one.list().equals("sending"))
                        .anyMatch(sent -> isNear(sent.end(), photo.start()) || isNear(photo.end(), sent.start())));
    }

    private static boolean isNear(int end, int start) {
        return start >= end && start - end <= NEAR;
    }
}
