package io.polyclerk.ai.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Samples that are still coming in. */
final class ShortRun {

    private final int most;
    private short[] samples = new short[1 << 16];
    private int length;

    /** @param most samples that are taken */
    ShortRun(int most) {
        this.most = most;
    }

    int length() {
        return length;
    }

    /** @throws UnreadableAudioException when it becomes longer than anyone listens to */
    void add(short[] more, int count) throws UnreadableAudioException {
        if (length + count > most) {
            throw UnreadableAudioException.tooLong();
        }
        if (length + count > samples.length) {
            samples = Arrays.copyOf(samples, Math.min(most, Math.max(samples.length * 2, length + count)));
        }
        System.arraycopy(more, 0, samples, length, count);
        length += count;
    }

    short[] toArray() {
        return Arrays.copyOf(samples, length);
    }

    /** As little-endian bytes. */
    byte[] bytes() {
        return bytes(samples, length);
    }

    static byte[] bytes(short[] samples, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length * 2).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asShortBuffer().put(samples, 0, length);
        return buffer.array();
    }
}
