package io.polyclerk.ai.understanding;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.polyclerk.ai.understanding.WishPairs.Pair;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * Says whether a message means both wishes of a pair, or one wish in many words: logistic regression over the traits of the pair and
 * over which two wishes they are, because some are often wished together and others are only neighbours in meaning. It is learned from
 * lines that the model of words had not seen. Immutable and thread-safe.
 */
final class Division {

    /** How much a pair of wishes may say by itself, in relation to a trait. */
    private static final double WEIGHT_OF_PAIR = 1.8;

    private static final double COST = 0.05;

    /** Large, so that it is hardly held down. */
    private static final double BIAS = 10;

    private static final double TOLERANCE = 0.001;

    private final List<String> labels;
    private final float[] weights;

    /** @param weights one for each trait, one for each pair of labels, and what is added; empty for never */
    private Division(List<String> labels, float[] weights) {
        this.labels = labels;
        this.weights = weights;
    }

    /** Sees one wish in everything. */
    static Division never() {
        return new Division(List.of(), new float[0]);
    }

    /** @param isMeant whether somebody wished both */
    record Lesson(Pair pair, boolean isMeant) {}

    /** How likely both are meant. */
    double probability(Pair pair) {
        if (weights.length == 0) {
            return 0;
        }
        double[] traits = pair.traits();
        double sum = weights[weights.length - 1];
        for (int i = 0; i < traits.length; i++) {
            sum += weights[i] * traits[i];
        }
        sum += weights[traits.length + place(labels, pair)];
        return 1 / (1 + StrictMath.exp(-sum));
    }

    private static int place(List<String> labels, Pair pair) {
        int one = labels.indexOf(pair.first());
        int other = labels.indexOf(pair.second());
        return Math.min(one, other) * labels.size() + Math.max(one, other);
    }

    /** @param labels of the classifier, whose order counts */
    static Division train(List<String> labels, List<Lesson> lessons) {
        if (lessons.stream().noneMatch(Lesson::isMeant) || lessons.stream().allMatch(Lesson::isMeant)) {
            return never();
        }
        int traits = lessons.get(0).pair().traits().length;
        double[] mean = new double[traits];
        double[] spread = new double[traits];
        measure(lessons, mean, spread);
        Problem problem = new Problem();
        problem.l = lessons.size();
        problem.n = traits + labels.size() * labels.size() + 1;
        problem.bias = BIAS;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            Pair pair = lessons.get(i).pair();
            Feature[] row = new Feature[traits + 2];
            for (int trait = 0; trait < traits; trait++) {
                row[trait] = new FeatureNode(trait + 1, (pair.traits()[trait] - mean[trait]) / spread[trait]);
            }
            row[traits] = new FeatureNode(traits + place(labels, pair) + 1, WEIGHT_OF_PAIR);
            row[traits + 1] = new FeatureNode(problem.n, BIAS);
            problem.x[i] = row;
            problem.y[i] = lessons.get(i).isMeant() ? 1 : 0;
        }
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, TOLERANCE));
        return new Division(labels, weights(model, mean, spread));
    }

    private static void measure(List<Lesson> lessons, double[] mean, double[] spread) {
        for (int trait = 0; trait < mean.length; trait++) {
            double sum = 0;
            double squares = 0;
            for (Lesson lesson : lessons) {
                double value = lesson.pair().traits()[trait];
                sum += value;
                squares += value * value;
            }
            mean[trait] = sum / lessons.size();
            spread[trait] = Math.sqrt(Math.max(1e-6, squares / lessons.size() - mean[trait] * mean[trait]));
        }
    }

    private static float[] weights(Model model, double[] mean, double[] spread) {
        double[] trained = model.getFeatureWeights();
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        float[] weights = new float[trained.length];
        double added = trained[trained.length - 1] * BIAS;
        for (int i = 0; i < trained.length - 1; i++) {
            boolean isTrait = i < mean.length;
            weights[i] = (float) (sign * (isTrait ? trained[i] / spread[i] : trained[i] * WEIGHT_OF_PAIR));
            added -= isTrait ? trained[i] * mean[i] / spread[i] : 0;
        }
        weights[trained.length - 1] = (float) (sign * added);
        return weights;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(weights.length);
        for (float weight : weights) {
            out.writeFloat(weight);
        }
    }

    /** What was written; a model from before this was learned ends here and sees one wish. @param labels as when it was trained */
    static Division read(DataInputStream in, List<String> labels) throws IOException {
        float[] weights;
        try {
            weights = new float[in.readInt()];
        } catch (EOFException older) {
            return never();
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readFloat();
        }
        return new Division(labels, weights);
    }
}
