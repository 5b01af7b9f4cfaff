package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.language.ChineseScript;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.WordPattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper says that they would like to have done about something damaged: {@code languages/<tag>/remedies.txt}, one a line, the
 * wish before its words, {@code *} behind a stem. It is only noted for a human, so a plain list will do. Immutable.
 */
final class RemedyWords {

    private static final Map<String, RemedyWords> KNOWN = new ConcurrentHashMap<>();
    private static final String FALLBACK = "en";
    private static final double CONFIDENT = 0.5;

    private final List<Remedy> remedies;

    private record Remedy(String wish, Pattern words) {}

    private RemedyWords(List<Remedy> remedies) {
        this.remedies = remedies;
    }

    /** Those of a language and those of English, which is mixed into many. */
    static RemedyWords of(String tag) {
        return KNOWN.computeIfAbsent(tag.split("-", 2)[0], RemedyWords::read);
    }

    private static RemedyWords read(String language) {
        return new RemedyWords(Stream.of(language, FALLBACK)
                .distinct()
                .flatMap(tag -> remedies(tag).stream())
                .toList());
    }

    private static List<Remedy> remedies(String tag) {
        try (InputStream stream = RemedyWords.class.getResourceAsStream("/languages/" + tag + "/remedies.txt")) {
            return stream == null
                    ? List.of()
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.strip().split(" ", 2))
                            .filter(parts -> parts.length == 2)
                            .map(parts -> new Remedy(parts[0], WordPattern.of(parts[1])))
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wished in a turn: picked, said, meant, or said before the order was proven; null when nothing is. */
    static @Nullable String wish(Turn turn) {
        Optional<String> picked = turn.utterance().selection().stream()
                .flatMap(value -> Offers.pickedWish(value).stream())
                .findFirst();
        String language = turn.interpretation().language();
        String text = turn.utterance().text();
        Optional<String> said =
                of(language).wishIn(ChineseScript.isChinese(language) ? ChineseScript.simplified(text) : text);
        boolean goesBack = turn.interpretation().intents().stream()
                .anyMatch(scored -> scored.intent() == Intent.RETURN_ITEM && scored.confidence() >= CONFIDENT);
        return picked.or(() -> said)
                // The words themselves are in the ticket; what else they may mean is for a person to say.
                .or(() -> isAsked(turn) ? Optional.of("stated") : Optional.empty())
                .or(() -> goesBack ? Optional.of("return") : Optional.empty())
                .orElse(turn.memory().topic().wish());
    }

    private static boolean isAsked(Turn turn) {
        OpenQuestion question = turn.memory().question();
        boolean speaks = !turn.utterance().text().isBlank();
        return question != null && question.wanted() == Wanted.WISH && speaks;
    }

    /** The wish that is named; an exchange before money, for whoever asks for both can have the other instead. */
    Optional<String> wishIn(String text) {
        String said = WordPattern.plain(text);
        return Offers.WISHES.stream()
                .filter(wish -> remedies.stream()
                        .anyMatch(remedy -> remedy.wish().equals(wish)
                                && remedy.words().matcher(said).find()))
                .findFirst();
    }
}
