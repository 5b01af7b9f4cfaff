package io.polyclerk.ai.understanding;

/**
 * Turns a sentence into numbers that lie close together for sentences that mean alike. Implementations are thread-safe and give the
 * same numbers for the same sentence.
 */
public interface SentenceEncoder {

    /** Always of the same length, {@link #dimensions()}. */
    float[] encode(String sentence);

    int dimensions();
}
