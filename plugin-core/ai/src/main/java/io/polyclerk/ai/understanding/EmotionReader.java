package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Emotion.Label;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads how a shopper feels from the words of the language pack, louder when written in capitals, stretched or with many exclamation
 * marks. Thread-safe.
 */
final class EmotionReader {

    private static final double THRESHOLD = 0.3;
    private static final double LOUDNESS = 1.3;
    private static final int LONGEST_EXPRESSION = 5;
    private static final ConcurrentHashMap<String, EmotionReader> READERS = new ConcurrentHashMap<>();

    private final Map<String, Weighted> expressions = new HashMap<>();

    private record Weighted(Label label, double weight) {}

    private EmotionReader(String language) {
        PackFiles.lines(language + "/emotion.csv").orElse(List.of()).stream()
                .skip(1)
                .forEach(this::add);
    }

    static EmotionReader of(String language) {
        return READERS.computeIfAbsent(language, EmotionReader::new);
    }

    private void add(String line) {
        int weightAt = line.lastIndexOf(',');
        int labelAt = line.lastIndexOf(',', weightAt - 1);
        if (labelAt > 0) {
            String expression = line.substring(0, labelAt).replace("\"", "");
            Label label =
                    Label.valueOf(line.substring(labelAt + 1, weightAt).strip().toUpperCase(Locale.ROOT));
            String key = key(Tokenizer.words(TextNormalizer.normalize(expression)));
            // A number in an expression would stand for every number.
            if (!key.isEmpty() && key.indexOf(TextNormalizer.MARK) < 0) {
                double weight = Double.parseDouble(line.substring(weightAt + 1).strip());
                expressions.put(key, new Weighted(label, weight));
            }
        }
    }

    Emotion read(String text) {
        List<String> words = Tokenizer.words(TextNormalizer.normalize(text));
        Map<Label, Double> sums = new EnumMap<>(Label.class);
        for (int start = 0; start < words.size(); start++) {
            for (int end = start + 1; end <= Math.min(words.size(), start + LONGEST_EXPRESSION); end++) {
                Weighted weighted = expressions.get(key(words.subList(start, end)));
                if (weighted != null) {
                    sums.merge(weighted.label(), weighted.weight(), Double::sum);
                }
            }
        }
        double loudness = isLoud(text) ? LOUDNESS : 1;
        return sums.entrySet().stream()
                .max(Map.Entry.<Label, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Emotion(entry.getKey(), 1 - Math.exp(-entry.getValue() * loudness)))
                .filter(emotion -> emotion.score() >= THRESHOLD)
                .orElse(Emotion.NEUTRAL);
    }

    private static boolean isLoud(String text) {
        long upper = text.codePoints().filter(Character::isUpperCase).count();
        long lower = text.codePoints().filter(Character::isLowerCase).count();
        return upper > 6 && upper > 2 * lower
                || text.contains("!!")
                || text.contains("！！")
                || text.contains("?!")
                || text.contains("???");
    }

    private static String key(List<String> words) {
        StringBuilder key = new StringBuilder();
        words.forEach(word -> key.append(TextNormalizer.withoutLatinMarks(word)));
        return key.toString();
    }
}
