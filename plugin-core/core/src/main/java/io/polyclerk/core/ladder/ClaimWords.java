package io.polyclerk.core.ladder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern WITHOUT_SPACES =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]");

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
                            .map(ClaimWords::plain)
                            .filter(line -> !line.isBlank())
                            .map(ClaimWords::pattern)
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first claim in the words that the sources do not make. */
    Optional<String> claimIn(String text, String sources) {
        String said = plain(text);
        String known = plain(sources);
        return words.stream()
                .filter(word ->
                        word.matcher(said).find() && !word.matcher(known).find())
                .findFirst()
                .map(Pattern::pattern);
    }

    /** Whole words, but for stems and for scripts that put no space between words. */
    private static Pattern pattern(String line) {
        boolean isStem = line.endsWith("*");
        String word = isStem ? line.substring(0, line.length() - 1) : line;
        boolean runsOn = WITHOUT_SPACES.matcher(word).find();
        return Pattern.compile((runsOn ? "" : "(?<![\\p{L}\\p{M}])")
                + Pattern.quote(word)
                + (runsOn || isStem ? "" : "(?![\\p{L}\\p{M}])"));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
