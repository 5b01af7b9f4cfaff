package io.polyclerk.ai.retrieval;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The vectors of a piece and of each of its sentences, one byte for each number: a tenth of what the numbers themselves take, and the
 * order of the pieces stays the same. Immutable.
 */
final class Meanings {

    private static final int LARGEST = 127;

    private final byte[] bytes;

    private Meanings(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param whole of the piece @param sentences of its sentences, all of the same length */
    static Meanings of(float[] whole, List<float[]> sentences) {
        int length = whole.length;
        ByteBuffer buffer = ByteBuffer.allocate(Short.BYTES + (1 + sentences.size()) * (Float.BYTES + length));
        buffer.putShort((short) length);
        put(buffer, whole);
        sentences.forEach(sentence -> put(buffer, sentence));
        return new Meanings(buffer.array());
    }

    static Meanings read(byte[] bytes) {
        return new Meanings(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    private static void put(ByteBuffer buffer, float[] vector) {
        float largest = 0;
        for (float one : vector) {
            largest = Math.max(largest, Math.abs(one));
        }
        float step = largest / LARGEST;
        buffer.putFloat(step);
        for (float one : vector) {
            buffer.put((byte) (step == 0 ? 0 : Math.round(one / step)));
        }
    }

    /** Cosine of the whole piece with a question's vector. */
    double whole(float[] question) {
        return product(question, 0);
    }

    /** The largest cosine of a sentence with a question's vector; that of the piece when it has no sentences. */
    double nearest(float[] question) {
        int vectors = (bytes.length - Short.BYTES) / (Float.BYTES + question.length);
        double nearest = vectors > 1 ? -1 : whole(question);
        for (int place = 1; place < vectors; place++) {
            nearest = Math.max(nearest, product(question, place));
        }
        return nearest;
    }

    private double product(float[] question, int place) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getShort() != question.length) {
            throw new IllegalArgumentException("vectors of another model");
        }
        buffer.position(Short.BYTES + place * (Float.BYTES + question.length));
        double step = buffer.getFloat();
        double sum = 0;
        for (float one : question) {
            sum += one * buffer.get();
        }
        return sum * step;
    }
}
