package io.polyclerk.ai.vision;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What kind of fault a shopper's words beside a photo name, from {@code faults.json} of the language packs. A crushed parcel, a part
 * that is not there and another thing than was ordered can hardly be told from the photo alone; where nothing was seen, what the shopper
 * calls it counts. Thread-safe.
 */
final class FaultWords {

    /** Words and photo together are surer than a guess and less sure than a comparison. */
    private static final double CONFIDENCE = 0.6;

    /** In the order of the files: what a photo hardly shows comes first. */
    private final Map<Fault, Pattern> words = new LinkedHashMap<>();

    FaultWords() {
        Map<Fault, List<String>> all = new LinkedHashMap<>();
        ObjectMapper json = new ObjectMapper();
        for (String tag : lines("/languages/index.txt")) {
            try (InputStream file = FaultWords.class.getResourceAsStream("/languages/" + tag + "/faults.json")) {
                Map<String, List<String>> own =
                        json.readValue(file, new TypeReference<LinkedHashMap<String, List<String>>>() {});
                own.forEach((kind, named) -> all.computeIfAbsent(
                                Fault.valueOf(kind.toUpperCase(Locale.ROOT)), absent -> new ArrayList<>())
                        .addAll(named));
            } catch (IOException | IllegalArgumentException broken) {
                throw new IllegalStateException("the words for faults in " + tag + " cannot be read", broken);
            }
        }
        all.forEach((kind, named) -> words.put(kind, pattern(named)));
    }

    private static List<String> lines(String path) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(FaultWords.class.getResourceAsStream(path), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Whole words where words are apart by blanks; anywhere where they are not. */
    private static Pattern pattern(List<String> named) {
        List<String> parts = new ArrayList<>();
        for (String word : named) {
            boolean apart = word.codePoints().noneMatch(FaultWords::isRunOn);
            parts.add(apart ? "(?<![\\p{L}\\p{M}])" + Pattern.quote(word) + "(?![\\p{L}\\p{M}])" : Pattern.quote(word));
        }
        return Pattern.compile(String.join("|", parts));
    }

    private static boolean isRunOn(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI -> true;
            default -> false;
        };
    }

    /** The first kind that is named. */
    Optional<Fault> named(@Nullable String said) {
        String lower = said == null ? "" : said.toLowerCase(Locale.ROOT).replace('’', '\'');
        return words.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(lower).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What was seen, in the light of what was said; a fault that was seen where it is stays one. */
    Seen with(Seen seen, @Nullable String said) {
        return named(said)
                .filter(kind -> yields(seen.fault(), kind))
                .map(kind -> new Seen(
                        seen.width(),
                        seen.height(),
                        seen.product(),
                        kind,
                        CONFIDENCE,
                        seen.boxes(),
                        seen.annotated(),
                        seen.written()))
                .orElse(seen);
    }

    private static boolean yields(Fault seen, Fault named) {
        return switch (seen) {
            case NONE, UNCLEAR -> true;
            // A part that is not there looks like another colour or a hole.
            case STAIN, TEAR, DENT -> named == Fault.MISSING_PART;
            case SCRATCH, CRACK, WRONG_ITEM, MISSING_PART, PARCEL_DAMAGE -> false;
        };
    }
}
