package io.polyclerk.ai.vision;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Fits the light of one colour to the points that agree: seen = a gain that changes over the photo to second order · expected + an offset
 * with slopes + a bend, for cameras make the middle tones lighter.
 */
final class LightFit {

    private static final int STEP = 4;
    private static final int TERMS = 10;
    private static final int ROUNDS = 4;
    private static final double BLACK = 2;
    private static final double WHITE = 253;

    private LightFit() {}

    /** The expected picture in the light of the seen one. */
    static Mat fit(Mat seen, Mat expected, Mat mask) {
        int width = seen.width();
        int height = seen.height();
        byte[] photo = bytes(seen);
        byte[] wanted = bytes(expected);
        byte[] inside = bytes(mask);
        double[] terms = new double[TERMS];
        terms[0] = 1;
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
                    if (left <= limit && tells(value, dot(terms, row))) {
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

    /** What is all white or black in the photo only tells that it is at least that. */
    private static boolean tells(double value, double fitted) {
        return value >= WHITE ? fitted < WHITE : value > BLACK || fitted > BLACK;
    }

    private static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[(int) mat.total()];
        mat.get(0, 0, bytes);
        return bytes;
    }

    private static double[] row(double value, double x, double y) {
        double bend = value * (255 - value) / 255;
        return new double[] {value, value * x, value * y, 1, x, y, value * x * x, value * x * y, value * y * y, bend};
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
                double u = (double) x / width - 0.5;
                double v = (double) y / height - 0.5;
                double grey = wanted[i] & 0xFF;
                double gain = terms[0]
                        + u * (terms[1] + terms[6] * u + terms[7] * v)
                        + v * (terms[2] + terms[8] * v)
                        + terms[9] * (255 - grey) / 255;
                double value = grey * gain + terms[3] + terms[4] * u + terms[5] * v;
                fitted[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        Mat mat = new Mat(height, width, CvType.CV_8U);
        mat.put(0, 0, fitted);
        return mat;
    }
}
