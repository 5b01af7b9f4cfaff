package io.polyclerk.ai.understanding;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the language of a message among the shop's languages: by its script where that decides, by a model of letter runs for the
 * others. What the conversation was in counts, the more the shorter the message is. Thread-safe.
 */
final class LanguageGuesser {

    /** How strongly the conversation's language speaks for itself, in units of the model's decision value at ten letters. */
    private static final double MEMORY = 1.2;

    private static final double SCRIPT_SHARE = 0.2;

    private final LinearModel model;

    LanguageGuesser(LinearModel model) {
        this.model = model;
    }

    /** @param enabled tags to choose from, at least one @param known what the conversation was in */
    String guess(String text, Set<String> enabled, @Nullable String known) {
        // An e-mail address or a product code is written alike in all languages.
        Map<UnicodeScript, Integer> scripts = scripts(String.join(" ", ownWords(text)));
        String general = known == null ? null : general(known);
        String byScript = byScript(scripts, general, enabled);
        if (byScript != null) {
            return byScript;
        }
        int letters = scripts.values().stream().mapToInt(Integer::intValue).sum();
        if (letters == 0) {
            return general != null && allows(enabled, general) ? general : fallback(enabled);
        }
        double[] scores = model.scores(features(text));
        String best = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            String tag = model.labels().get(i);
            double score = scores[i] + (tag.equals(general) ? MEMORY * 10 / Math.max(10, letters) + 0.3 : 0);
            if (allows(enabled, tag) && score > highest) {
                highest = score;
                best = tag;
            }
        }
        return best == null ? fallback(enabled) : best;
    }

    /** Whether one of the words, longer than a size such as XL, was in the examples of a language. */
    boolean knowsAnyWordOf(String text) {
        return ownWords(text).stream()
                .anyMatch(word -> word.length() > 2 && model.knows(FeatureExtractor.hash("w:" + word)));
    }

    static List<Map<Integer, Float>> features(String text) {
        Map<Integer, Float> runs = new HashMap<>();
        Map<Integer, Float> words = new HashMap<>();
        StringBuilder spaced = new StringBuilder(" ");
        for (String word : ownWords(text)) {
            spaced.append(word).append(' ');
            words.merge(FeatureExtractor.hash("w:" + word), 1f, Float::sum);
        }
        for (int length = 1; length <= 4; length++) {
            for (int i = 0; i + length <= spaced.length(); i++) {
                runs.merge(FeatureExtractor.hash("c:" + spaced.substring(i, i + length)), 1f, Float::sum);
            }
        }
        return List.of(words, runs);
    }

    private static List<String> ownWords(String text) {
        return Tokenizer.words(TextNormalizer.normalize(text)).stream()
                .filter(word -> word.charAt(0) != TextNormalizer.MARK && Character.isLetter(word.codePointAt(0)))
                .toList();
    }

    private static @Nullable String byScript(
            Map<UnicodeScript, Integer> scripts, @Nullable String known, Set<String> enabled) {
        int all = scripts.values().stream().mapToInt(Integer::intValue).sum();
        String best = null;
        int most = (int) Math.ceil(all * SCRIPT_SHARE) - 1;
        boolean kana = scripts.containsKey(UnicodeScript.HIRAGANA) || scripts.containsKey(UnicodeScript.KATAKANA);
        for (Map.Entry<UnicodeScript, Integer> entry : scripts.entrySet()) {
            String tag = switch (entry.getKey()) {
                case HAN -> kana || "ja".equals(known) ? "ja" : "zh";
                case HIRAGANA, KATAKANA -> "ja";
                case HANGUL -> "ko";
                case THAI -> "th";
                case DEVANAGARI -> "hi";
                case ARABIC -> "ar";
                case CYRILLIC -> "ru";
                default -> null;
            };
            if (tag != null && allows(enabled, tag) && entry.getValue() > most) {
                best = tag;
                most = entry.getValue();
            }
        }
        return best;
    }

    private static Map<UnicodeScript, Integer> scripts(String text) {
        Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
        text.codePoints().limit(2_000).filter(Character::isLetter).forEach(point -> {
            UnicodeScript script = UnicodeScript.of(point);
            if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
                scripts.merge(script, 1, Integer::sum);
            }
        });
        return scripts;
    }

    private static boolean allows(Set<String> enabled, String tag) {
        return enabled.contains(tag);
    }

    static String fallback(Set<String> enabled) {
        return enabled.contains("en")
                ? "en"
                : enabled.stream().sorted().findFirst().orElse("en");
    }

    private static String general(String tag) {
        int hyphen = tag.indexOf('-');
        return hyphen < 0 ? tag : tag.substring(0, hyphen);
    }
}
