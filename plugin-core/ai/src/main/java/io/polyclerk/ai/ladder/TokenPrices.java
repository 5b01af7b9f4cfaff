package io.polyclerk.ai.ladder;

/**
 * What a model takes for tokens, each a million of them, in millionths of the currency in which the merchant's cap is given.
 *
 * @param input for what it reads
 * @param output for what it writes
 */
public record TokenPrices(long input, long output) {

    /** Of a model on this machine. */
    public static final TokenPrices FREE = new TokenPrices(0, 0);

    /** More tokens for one answer are a mistake of the provider, or worse. */
    static final int MOST_TOKENS = 1_000_000;

    /** Rounded up, in millionths. Absurd numbers of tokens, as a provider may tell them, neither give money back nor cost a fortune. */
    public long cost(long inputTokens, long outputTokens) {
        return Math.ceilDiv(within(inputTokens) * input + within(outputTokens) * output, 1_000_000L);
    }

    private static long within(long tokens) {
        return Math.clamp(tokens, 0L, MOST_TOKENS);
    }
}
