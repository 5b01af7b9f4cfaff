package io.polyclerk.ai.vision;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Fits the light of one colour: seen = (gain + slopes) · expected + offset + slopes, to the points that agree. */
final class LightFit {

    private static final int STEP = 4;
    private static final int TERMS = 6;
    private static final int ROUNDS = 3;

    private LightFit() {}

    /** The expected picture in the light of the seen one. */
    static Mat fit(Mat seen, Mat expected, Mat mask) {
        int width = seen.width();
        int height = seen.height();
        byte[] photo = bytes(seen);
        byte[] wanted = bytes(expected);
        byte[] inside = bytes(mask);
        double[] terms = {1, 0, 0, 0, 0, 0};
        double limit = 80;
        for (int round = 0; round < ROUNDS; round++) {
            double[][] normal = new double[TERMS][TERMS + 1];
            double error = 0;
            int count = 0;
            for (int y = 0; y < height; y += STEP) {
                for (int x = 0; x < width; x += STEP) {
                    int i = y * width + x;
                    if (inside[i] == 0) {
                        continue;
                    }
                    double[] row = row(wanted[i] & 0xFF, (double) x / width - 0.5, (double) y / height - 0.5);
                    double value = photo[i] & 0xFF;
                    double left = Math.abs(value - dot(terms, row));
                    if (left <= limit && value > 2 && value < 253) {
                        add(normal, row, value);
                        error += left;
                        count++;
                    }
                }
            }
            if (count < 50) {
                break;
            }
            terms = solved(normal, terms);
            limit = Math.max(12, 3 * error / count);
        }
        return applied(wanted, terms, width, height);
    }

    private static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[(int) mat.total()];
        mat.get(0, 0, bytes);
        return bytes;
    }

    private static double[] row(double value, double x, double y) {
        return new double[] {value, value * x, value * y, 1, x, y};
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < TERMS; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void add(double[][] normal, double[] row, double value) {
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                normal[i][j] += row[i] * row[j];
            }
            normal[i][TERMS] += row[i] * value;
        }
    }

    private static double[] solved(double[][] normal, double[] before) {
        Mat left = new Mat(TERMS, TERMS, CvType.CV_64F);
        Mat right = new Mat(TERMS, 1, CvType.CV_64F);
        Mat result = new Mat();
        try {
            for (int i = 0; i < TERMS; i++) {
                for (int j = 0; j < TERMS; j++) {
                    // A little pull towards zero keeps pictures of a single colour solvable.
                    left.put(
                            i,
                            j,
                            normal[i][j] + (i == j ? 1e-3 * (1 + normal[i][i]) * (i == 0 || i == 3 ? 1e-3 : 1) : 0));
                }
                right.put(i, 0, normal[i][TERMS]);
            }
            if (!Core.solve(left, right, result, Core.DECOMP_SVD)) {
                return before;
            }
            double[] terms = new double[TERMS];
            result.get(0, 0, terms);
            return terms;
        } finally {
            left.release();
            right.release();
            result.release();
        }
    }

    private static Mat applied(byte[] wanted, double[] terms, int width, int height) {
        byte[] fitted = new byte[wanted.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                double value = dot(terms, row(wanted[i] & 0xFF, (double) x / width - 0.5, (double) y / height - 0.5));
                fitted[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        Mat mat = new Mat(height, width, CvType.CV_8U);
        mat.put(0, 0, fitted);
        return mat;
    }
}
