package io.polyclerk.ai.vision;

import org.opencv.core.Mat;

/** The pixels of a comparison as they are read one by one. Not changed by anyone. */
final class Pixels {

    private final int width;
    private final int height;
    private final byte[] mask;
    private final byte[] raw;
    private final byte[] doubt;
    private final byte[] expected;

    private Pixels(int width, int height, byte[] mask, byte[] raw, byte[] doubt, byte[] expected) {
        this.width = width;
        this.height = height;
        this.mask = mask;
        this.raw = raw;
        this.doubt = doubt;
        this.expected = expected;
    }

    static Pixels of(Comparison comparison) {
        return new Pixels(
                comparison.mask().width(),
                comparison.mask().height(),
                bytes(comparison.mask()),
                bytes(comparison.raw()),
                bytes(comparison.usual()),
                bytes(comparison.expected()));
    }

    private static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[(int) mat.total() * mat.channels()];
        mat.get(0, 0, bytes);
        return bytes;
    }

    boolean isInside(double x, double y) {
        return x >= 0 && y >= 0 && x < width - 0.5 && y < height - 0.5;
    }

    private int at(double x, double y) {
        return (int) Math.round(y) * width + (int) Math.round(x);
    }

    boolean isCompared(double x, double y) {
        return isInside(x, y) && mask[at(x, y)] != 0;
    }

    /** Difference between photo and picture, in grey levels. */
    double difference(double x, double y) {
        return raw[at(x, y)] & 0xFF;
    }

    /** How large that usually is at such places of this photo, in grey levels. */
    double doubt(double x, double y) {
        return (doubt[at(x, y)] & 0xFF) / (double) Doubt.STEPS;
    }

    /** How far the expected colour is from another one, in grey levels. */
    double far(double x, double y, double[] colour) {
        int first = at(x, y) * 3;
        double far = 0;
        for (int channel = 0; channel < 3; channel++) {
            far = Math.max(far, Math.abs((expected[first + channel] & 0xFF) - colour[channel]));
        }
        return far;
    }
}
