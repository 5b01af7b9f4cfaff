package io.polyclerk.ai.understanding;

/**
 * How badly weights fit examples: the mean of the negative logarithms of what they give the right labels, and a penalty for large weights.
 * Weights lie feature by feature, label by label; the last row is added to each example and bears no penalty.
 */
final class Softmax {

    private final float[][] values;
    private final int[] truth;
    private final int classes;
    private final double penalty;

    /** @param cost how much an example counts against the penalty */
    Softmax(float[][] values, int[] truth, int classes, double cost) {
        this.values = values;
        this.truth = truth;
        this.classes = classes;
        this.penalty = 1 / (cost * values.length);
    }

    /** How many weights there are. */
    int size() {
        return (values[0].length + 1) * classes;
    }

    /** The loss at some weights. @param gradient where its slope is put */
    double at(double[] weights, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double[] scores = new double[classes];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            scores(values[i], weights, scores);
            sum += loss(scores, truth[i]);
            slope(values[i], scores, gradient);
        }
        int penalized = size() - classes;
        double squares = 0;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= values.length;
            if (i < penalized) {
                gradient[i] += penalty * weights[i];
                squares += weights[i] * weights[i];
            }
        }
        return sum / values.length + penalty * squares / 2;
    }

    private void scores(float[] example, double[] weights, double[] scores) {
        System.arraycopy(weights, example.length * classes, scores, 0, classes);
        for (int feature = 0; feature < example.length; feature++) {
            double value = example[feature];
            int row = feature * classes;
            for (int label = 0; label < classes; label++) {
                scores[label] += value * weights[row + label];
            }
        }
    }

    /** What the right label's probability lacks; scores become the probabilities' distances from the truth. */
    private static double loss(double[] scores, int right) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        double ofRight = scores[right] - highest;
        for (int label = 0; label < scores.length; label++) {
            scores[label] = StrictMath.exp(scores[label] - highest);
            sum += scores[label];
        }
        for (int label = 0; label < scores.length; label++) {
            scores[label] /= sum;
        }
        scores[right] -= 1;
        return StrictMath.log(sum) - ofRight;
    }

    private void slope(float[] example, double[] distances, double[] gradient) {
        for (int feature = 0; feature < example.length; feature++) {
            double value = example[feature];
            int row = feature * classes;
            for (int label = 0; label < classes; label++) {
                gradient[row + label] += value * distances[label];
            }
        }
        int last = example.length * classes;
        for (int label = 0; label < classes; label++) {
            gradient[last + label] += distances[label];
        }
    }
}
