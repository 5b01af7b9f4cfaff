package io.polyclerk.ai.speech;

import java.util.Arrays;
import java.util.Random;

/** Decoded sound, one channel, 16 bits, at {@link #RATE}. @param samples not changed by anyone */
record Sound(short[] samples) {

    static final int RATE = 16_000;
    /** Longest voice note that is listened to, in seconds. */
    static final int LONGEST_SECONDS = 120;

    private static final int FAINT = 4;

    int length() {
        return samples.length;
    }

    double seconds() {
        return (double) samples.length / RATE;
    }

    /** The same with a faint noise before and after it. */
    Sound padded(double seconds) {
        int quiet = (int) (seconds * RATE);
        short[] padded = new short[samples.length + 2 * quiet];
        // Always the same noise, so that the same note is always heard the same way.
        Random noise = new Random(1);
        for (int i = 0; i < padded.length; i++) {
            padded[i] = (short) (noise.nextInt(2 * FAINT + 1) - FAINT);
        }
        System.arraycopy(samples, 0, padded, quiet, samples.length);
        return new Sound(padded);
    }

    /** As little-endian bytes. */
    byte[] bytes() {
        return ShortRun.bytes(samples, samples.length);
    }

    /** From -1 to 1. */
    float[] floats() {
        float[] floats = new float[samples.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = samples[i] / 32768f;
        }
        return floats;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sound sound && Arrays.equals(samples, sound.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(samples);
    }
}
