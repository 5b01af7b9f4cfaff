package io.polyclerk.ai.understanding;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Makes a {@link LinearModel} of examples: logistic regression, one label against the rest. The same examples give the same model. */
final class LinearTrainer implements Trainer {

    private static final double TOLERANCE = 0.15;

    /** A feature that has so many of 127 parts of a label's largest weight for no label says next to nothing and is left out: one in ten. */
    private static final int LEAST = 2;

    /** The solver looks at examples in an order of chance; always in the same one. */
    private static final long SEED = 11;

    private final double cost;
    private final int fewest;
    private final float[] blockWeights;

    /** @param cost how hard the model tries to fit each example @param fewest examples that a feature must be in to count */
    LinearTrainer(double cost, int fewest, float... blockWeights) {
        this.cost = cost;
        this.fewest = fewest;
        this.blockWeights = blockWeights.clone();
        Linear.disableDebugOutput();
    }

    /** A text's features and its label. */
    record Sample(List<Map<Integer, Float>> blocks, String label) {}

    @Override
    public LinearModel train(List<Sample> samples) {
        List<String> labels =
                samples.stream().map(Sample::label).distinct().sorted().toList();
        Map<Integer, Integer> documents = documentFrequencies(samples);
        int[] features = documents.entrySet().stream()
                .filter(entry -> entry.getValue() >= fewest)
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
        float[] rarity = new float[features.length];
        for (int i = 0; i < features.length; i++) {
            rarity[i] = (float) (Math.log((1.0 + samples.size()) / (1 + documents.getOrDefault(features[i], 0))) + 1);
        }
        LinearModel empty = new LinearModel(
                labels,
                blockWeights,
                features,
                rarity,
                new float[labels.size()],
                new float[labels.size()],
                new byte[0]);
        return quantized(solve(samples, labels, empty, features.length), labels, features, rarity);
    }

    private Map<Integer, Integer> documentFrequencies(List<Sample> samples) {
        Map<Integer, Integer> documents = new HashMap<>();
        for (Sample sample : samples) {
            int heard = Math.min(blockWeights.length, sample.blocks().size());
            for (Map<Integer, Float> block : sample.blocks().subList(0, heard)) {
                block.keySet().forEach(feature -> documents.merge(feature, 1, Integer::sum));
            }
        }
        return documents;
    }

    private Model solve(List<Sample> samples, List<String> labels, LinearModel vectors, int features) {
        Problem problem = new Problem();
        problem.l = samples.size();
        problem.n = features + 1;
        problem.bias = 1;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            SortedMap<Integer, Float> sorted = vectors.vector(samples.get(i).blocks());
            Feature[] row = new Feature[sorted.size() + 1];
            int column = 0;
            for (Map.Entry<Integer, Float> entry : sorted.entrySet()) {
                row[column++] = new FeatureNode(entry.getKey() + 1, entry.getValue());
            }
            row[column] = new FeatureNode(features + 1, 1);
            problem.x[i] = row;
            problem.y[i] = labels.indexOf(samples.get(i).label());
        }
        // The primal finds the same in twice the time.
        Parameter parameter = new Parameter(SolverType.L2R_LR_DUAL, cost, TOLERANCE);
        parameter.setRandom(new Random(SEED));
        return Linear.train(problem, parameter);
    }

    private LinearModel quantized(Model model, List<String> labels, int[] features, float[] rarity) {
        int classes = labels.size();
        int[] order = model.getLabels();
        float[] scales = new float[classes];
        float[] biases = new float[classes];
        byte[] weights = new byte[features.length * classes];
        for (int column = 0; column < classes; column++) {
            int label = order[column];
            double[] trained = column(model, classes, column);
            double largest = 1e-12;
            for (int feature = 0; feature < features.length; feature++) {
                largest = Math.max(largest, Math.abs(trained[feature]));
            }
            scales[label] = (float) (largest / 127);
            biases[label] = (float) trained[features.length];
            for (int feature = 0; feature < features.length; feature++) {
                weights[feature * classes + label] = (byte) Math.round(trained[feature] / (largest / 127));
            }
        }
        int[] speaking = IntStream.range(0, features.length)
                .filter(feature -> speaks(weights, feature, classes))
                .toArray();
        int[] kept = new int[speaking.length];
        float[] rarityOfKept = new float[speaking.length];
        byte[] weightsOfKept = new byte[speaking.length * classes];
        for (int i = 0; i < speaking.length; i++) {
            kept[i] = features[speaking[i]];
            rarityOfKept[i] = rarity[speaking[i]];
            System.arraycopy(weights, speaking[i] * classes, weightsOfKept, i * classes, classes);
        }
        return new LinearModel(labels, blockWeights, kept, rarityOfKept, scales, biases, weightsOfKept);
    }

    /** Whether a feature speaks for or against any label enough. */
    private static boolean speaks(byte[] weights, int feature, int classes) {
        for (int i = feature * classes; i < (feature + 1) * classes; i++) {
            if (Math.abs(weights[i]) >= LEAST) {
                return true;
            }
        }
        return false;
    }

    /** The weights of one label. Of two labels only the first has some; the second's are their opposite. */
    private static double[] column(Model model, int classes, int column) {
        double[] trained = model.getFeatureWeights();
        int stored = classes == 2 ? 1 : classes;
        double[] weights = new double[trained.length / stored];
        for (int feature = 0; feature < weights.length; feature++) {
            double weight = trained[feature * stored + (stored == 1 ? 0 : column)];
            weights[feature] = stored == 1 && column == 1 ? -weight : weight;
        }
        return weights;
    }
}
