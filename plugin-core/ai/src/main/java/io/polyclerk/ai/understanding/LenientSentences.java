package io.polyclerk.ai.understanding;

/**
 * An encoder for whatever shoppers write: of a text in which it finds no word – control characters, marks without a letter – it says
 * nothing, where the library refuses. As thread-safe as the encoder.
 */
record LenientSentences(SentenceEncoder encoder) implements SentenceEncoder {

    @Override
    public float[] encode(String sentence) {
        try {
            return encoder.encode(sentence);
        } catch (IllegalArgumentException nothingInIt) {
            return new float[encoder.dimensions()];
        }
    }

    @Override
    public int dimensions() {
        return encoder.dimensions();
    }
}
