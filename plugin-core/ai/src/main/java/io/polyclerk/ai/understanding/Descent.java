package io.polyclerk.ai.understanding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Finds the weights with the least loss: L-BFGS (Nocedal 1980) with halved steps. Always the same for the same examples. */
final class Descent {

    private static final int REMEMBERED = 10;
    private static final int MOST_STEPS = 150;
    private static final int MOST_HALVINGS = 25;
    private static final double FLAT = 3e-4;
    private static final double ENOUGH = 1e-4;

    private final Softmax loss;
    private final Deque<Step> steps = new ArrayDeque<>();

    Descent(Softmax loss) {
        this.loss = loss;
    }

    /** How weights and slope changed. */
    private record Step(double[] weights, double[] slope, double product) {}

    double[] minimum() {
        double[] at = new double[loss.size()];
        double[] slope = new double[at.length];
        double height = loss.at(at, slope);
        for (int step = 0; step < MOST_STEPS && steepest(slope) > FLAT; step++) {
            double[] direction = direction(slope);
            double descent = product(direction, slope);
            double length = steps.isEmpty() ? 1 / Math.sqrt(product(slope, slope)) : 1;
            double[] next = new double[at.length];
            double[] nextSlope = new double[at.length];
            double nextHeight = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < MOST_HALVINGS; halving++) {
                for (int i = 0; i < next.length; i++) {
                    next[i] = at[i] + length * direction[i];
                }
                nextHeight = loss.at(next, nextSlope);
                if (nextHeight <= height + ENOUGH * length * descent) {
                    break;
                }
                length /= 2;
            }
            if (!(nextHeight < height)) {
                return at;
            }
            remember(difference(next, at), difference(nextSlope, slope));
            at = next;
            slope = nextSlope;
            height = nextHeight;
        }
        return at;
    }

    private void remember(double[] weights, double[] slope) {
        double product = product(weights, slope);
        if (product > 1e-12) {
            steps.addLast(new Step(weights, slope, product));
            if (steps.size() > REMEMBERED) {
                steps.removeFirst();
            }
        }
    }

    /** Downhill, as the last steps tell how the slope bends. */
    private double[] direction(double[] slope) {
        double[] direction = slope.clone();
        double[] shares = new double[steps.size()];
        int at = steps.size();
        for (Iterator<Step> latest = steps.descendingIterator(); latest.hasNext(); ) {
            Step step = latest.next();
            shares[--at] = product(step.weights(), direction) / step.product();
            add(direction, step.slope(), -shares[at]);
        }
        if (!steps.isEmpty()) {
            Step last = steps.getLast();
            double bend = last.product() / product(last.slope(), last.slope());
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= bend;
            }
        }
        for (Step step : steps) {
            double share = product(step.slope(), direction) / step.product();
            add(direction, step.weights(), shares[at++] - share);
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -direction[i];
        }
        return direction;
    }

    private static void add(double[] to, double[] what, double times) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = one.clone();
        add(difference, other, -1);
        return difference;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double steepest(double[] slope) {
        double steepest = 0;
        for (double value : slope) {
            steepest = Math.max(steepest, Math.abs(value));
        }
        return steepest;
    }
}
