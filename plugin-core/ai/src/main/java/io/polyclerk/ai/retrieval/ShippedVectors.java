package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.understanding.ShippedSentences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Vectors by the sentence models that understanding has loaded already: English and Chinese. Thread-safe. */
public final class ShippedVectors implements SentenceVectors {

    /** What the models were trained to see before a question that is looked up; texts stand alone. */
    private static final Map<String, String> BEFORE_QUESTION = Map.of(
            "en", "Represent this sentence for searching relevant passages: ",
            "zh", "为这个句子生成表示以用于检索相关文章：");

    /**
     * Part of what questions have in common that is taken away. All questions are nearer to some texts than to others, whatever is asked:
     * without this such texts stand high in every ranking.
     */
    private static final float COMMON = 0.6f;

    private final Map<String, Optional<float[]>> usual = new ConcurrentHashMap<>();

    @Override
    public Optional<float[]> of(String language, String text, boolean question) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (!question) {
            return encoded(language, text);
        }
        Optional<float[]> vector = encoded(language, BEFORE_QUESTION.getOrDefault(language, "") + text);
        Optional<float[]> mean = vector.isEmpty()
                ? Optional.empty()
                : usual.computeIfAbsent(language, ShippedVectors::meanOfUsualQuestions);
        return mean.isEmpty() ? vector : vector.map(own -> without(own, mean.get()));
    }

    private static Optional<float[]> encoded(String language, String text) {
        return ShippedSentences.of(language).flatMap(encoder -> ofLengthOne(encoder.encode(text)));
    }

    private static float[] without(float[] own, float[] mean) {
        float[] rest = new float[own.length];
        for (int place = 0; place < own.length; place++) {
            rest[place] = own[place] - COMMON * mean[place];
        }
        return rest;
    }

    private static Optional<float[]> meanOfUsualQuestions(String language) {
        List<float[]> all = Analyzers.lines("/retrieval/usual-" + language + ".txt").stream()
                .map(question -> encoded(language, BEFORE_QUESTION.getOrDefault(language, "") + question))
                .flatMap(Optional::stream)
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        float[] mean = new float[all.get(0).length];
        for (float[] one : all) {
            for (int place = 0; place < mean.length; place++) {
                mean[place] += one[place] / all.size();
            }
        }
        return Optional.of(mean);
    }

    private static Optional<float[]> ofLengthOne(float[] vector) {
        double square = 0;
        for (float one : vector) {
            square += (double) one * one;
        }
        if (!(square > 0) || Double.isInfinite(square)) {
            return Optional.empty();
        }
        float[] unit = new float[vector.length];
        for (int place = 0; place < unit.length; place++) {
            unit[place] = (float) (vector[place] / Math.sqrt(square));
        }
        return Optional.of(unit);
    }

    @Override
    public String stamp() {
        return "-bge-3";
    }
}
