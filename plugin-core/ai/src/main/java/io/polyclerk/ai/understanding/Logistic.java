package io.polyclerk.ai.understanding;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Logistic regression for a yes or a no over a few traits of any size and, beside them, the kind of a case. Traits are brought to the
 * same spread before they are weighed. Immutable and thread-safe.
 */
final class Logistic {

    /** Large, so that it is hardly held down. */
    private static final double BIAS = 10;

    private static final double TOLERANCE = 0.001;

    private final float[] weights;

    /** @param weights one for each trait, one for each kind, and what is added */
    private Logistic(float[] weights) {
        this.weights = weights;
    }

    /** @param kind of the case, from zero @param isYes what was right */
    record Case(double[] traits, int kind, boolean isYes) {}

    /** How likely it is a yes. */
    double probability(double[] traits, int kind) {
        double sum = weights[weights.length - 1];
        for (int i = 0; i < traits.length; i++) {
            sum += weights[i] * traits[i];
        }
        sum += weights[traits.length + kind];
        return 1 / (1 + StrictMath.exp(-sum));
    }

    /** @param cases of both answers @param kinds how many there are @param weightOfKind how much a kind may say, in relation to a trait */
    static Logistic train(List<Case> cases, int kinds, double weightOfKind, double cost) {
        int traits = cases.get(0).traits().length;
        double[] mean = new double[traits];
        double[] spread = new double[traits];
        measure(cases, mean, spread);
        Problem problem = new Problem();
        problem.l = cases.size();
        problem.n = traits + kinds + 1;
        problem.bias = BIAS;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            Case one = cases.get(i);
            Feature[] row = new Feature[traits + 2];
            for (int trait = 0; trait < traits; trait++) {
                row[trait] = new FeatureNode(trait + 1, (one.traits()[trait] - mean[trait]) / spread[trait]);
            }
            row[traits] = new FeatureNode(traits + one.kind() + 1, weightOfKind);
            row[traits + 1] = new FeatureNode(problem.n, BIAS);
            problem.x[i] = row;
            problem.y[i] = one.isYes() ? 1 : 0;
        }
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, TOLERANCE));
        return new Logistic(weights(model, mean, spread, weightOfKind));
    }

    private static void measure(List<Case> cases, double[] mean, double[] spread) {
        for (int trait = 0; trait < mean.length; trait++) {
            double sum = 0;
            double squares = 0;
            for (Case one : cases) {
                double value = one.traits()[trait];
                sum += value;
                squares += value * value;
            }
            mean[trait] = sum / cases.size();
            spread[trait] = Math.sqrt(Math.max(1e-6, squares / cases.size() - mean[trait] * mean[trait]));
        }
    }

    private static float[] weights(Model model, double[] mean, double[] spread, double weightOfKind) {
        double[] trained = model.getFeatureWeights();
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        float[] weights = new float[trained.length];
        double added = trained[trained.length - 1] * BIAS;
        for (int i = 0; i < trained.length - 1; i++) {
            boolean isTrait = i < mean.length;
            weights[i] = (float) (sign * (isTrait ? trained[i] / spread[i] : trained[i] * weightOfKind));
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

    /** @param count of weights, which {@link #write} wrote before them */
    static Logistic read(DataInputStream in, int count) throws IOException {
        float[] weights = new float[count];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readFloat();
        }
        return new Logistic(weights);
    }
}
