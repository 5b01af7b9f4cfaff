package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.understanding.ShippedSentences;
import java.util.Map;
import java.util.Optional;

/** Vectors by the sentence models that understanding has loaded already: English and Chinese. Thread-safe. */
public final class ShippedVectors implements SentenceVectors {

    /** What the models were trained to see before a question that is looked up; texts stand alone. */
    private static final Map<String, String> BEFORE_QUESTION = Map.of(
            "en", "Represent this sentence for searching relevant passages: ",
            "zh", "为这个句子生成表示以用于检索相关文章：");

    @Override
    public Optional<float[]> of(String language, String text, boolean question) {
        String before = question ? BEFORE_QUESTION.getOrDefault(language, "") : "";
        return text.isBlank()
                ? Optional.empty()
                : ShippedSentences.of(language).flatMap(encoder -> ofLengthOne(encoder.encode(before + text)));
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
        return "-bge-1";
    }
}
