package io.polyclerk.ai.vision;

import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * What a difference has to exceed, learnt from the photo itself: grain, blocks of the compression and small misfits leave something over
 * everywhere, most at edges. Places are sorted by how much the picture changes around them, and for each sort the size of the usual
 * remainder is taken. A fault covers a small part of the picture, so that it hardly counts.
 */
final class Doubt {

    private static final int SORTS = 16;
    private static final double SHARE = 0.9;
    /** Share of the normal distribution below it. */
    private static final double DEVIATIONS = 1.64;

    /** Steps of a grey level in which doubt is told. */
    static final int STEPS = 8;

    private static final int FEW = 400;
    private static final double LEAST = 1.5;

    private Doubt() {}

    static Mat of(Mat left, Mat range, Mat mask, Scope scope) {
        int count = (int) left.total();
        byte[] remainder = new byte[count];
        byte[] change = new byte[count];
        byte[] inside = new byte[count];
        left.get(0, 0, remainder);
        range.get(0, 0, change);
        mask.get(0, 0, inside);
        int[][] histogram = new int[SORTS][256];
        for (int i = 0; i < count; i++) {
            if (inside[i] != 0) {
                histogram[(change[i] & 0xFF) * SORTS / 256][remainder[i] & 0xFF]++;
            }
        }
        double[] sizes = sizes(histogram);
        byte[] doubt = new byte[count];
        for (int i = 0; i < count; i++) {
            // In eighths of a grey level.
            doubt[i] = (byte) Math.min(255, Math.round(STEPS * sizes[(change[i] & 0xFF) * SORTS / 256]));
        }
        Mat result = scope.keep(new Mat(left.size(), CvType.CV_8U));
        result.put(0, 0, doubt);
        return result;
    }

    private static double[] sizes(int[][] histogram) {
        double[] sizes = new double[SORTS];
        double before = LEAST;
        for (int sort = 0; sort < SORTS; sort++) {
            int all = 0;
            for (int number : histogram[sort]) {
                all += number;
            }
            // Where there is more change there is never less doubt.
            before = all < FEW ? before : Math.max(before, quantile(histogram[sort], all) / DEVIATIONS);
            sizes[sort] = before;
        }
        return sizes;
    }

    private static double quantile(int[] histogram, int all) {
        double wanted = SHARE * all;
        int below = 0;
        for (int value = 0; value < 256; value++) {
            if (below + histogram[value] >= wanted) {
                return value + (wanted - below) / Math.max(1, histogram[value]);
            }
            below += histogram[value];
        }
        return 255;
    }
}
