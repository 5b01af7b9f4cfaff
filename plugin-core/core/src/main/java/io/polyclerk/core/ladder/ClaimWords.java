package io.polyclerk.core.ladder;

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

/**
 * Words of a language that claim a deed, such as "refunded": {@code languages/<tag>/claims.txt}, one a line, {@code *} behind a stem. A model
 * may use one only where a skill has used it in the same conversation. Immutable.
 */
final class ClaimWords {

    private static final Map<String, ClaimWords> KNOWN = new ConcurrentHashMap<>();
    private static final String FALLBACK = "en";

    private final List<Pattern> words;

    private ClaimWords(List<Pattern> words) {
        this.words = words;
    }

    /** Those of a language and those of English, in which models think; a language without a list has the English ones. */
    static ClaimWords of(String tag) {
        return KNOWN.computeIfAbsent(tag.split("-", 2)[0], ClaimWords::read);
    }

    private static ClaimWords read(String language) {
        return new ClaimWords(java.util.stream.Stream.of(language, FALLBACK)
                .distinct()
                .flatMap(tag -> lines(tag).stream())
                .toList());
    }

    private static List<Pattern> lines(String tag) {
        try (InputStream stream = ClaimWords.class.getResourceAsStream("/languages/" + tag + "/claims.txt")) {
            return stream == null
                    ? List.of()
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(WordPattern::of)
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first claim in the words that the sources do not make. */
    Optional<String> claimIn(String text, String sources) {
        String said = WordPattern.plain(text);
        String known = WordPattern.plain(sources);
        return words.stream()
                .filter(word ->
                        word.matcher(said).find() && !word.matcher(known).find())
                .findFirst()
                .map(Pattern::pattern);
    }
}
