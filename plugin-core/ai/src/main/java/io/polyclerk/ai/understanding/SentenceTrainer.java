package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.FeatureExtractor.Block;
import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import java.util.List;
import java.util.Map;

/**
 * Makes a {@link LinearModel} of what a sentence encoder says of the examples: logistic regression over all labels at once. LIBLINEAR sets one
 * label against the rest, which over values none of which is zero takes twenty times as long and is less often right.
 */
final class SentenceTrainer implements Trainer {

    private static final float[] SENTENCE_ALONE = {0f, 0f, 0f, 0f, 1f};

    private final double cost;

    /** @param cost how hard the model tries to fit each example */
    SentenceTrainer(double cost) {
        this.cost = cost;
    }

    @Override
    public LinearModel train(List<Sample> samples) {
        List<String> labels =
                samples.stream().map(Sample::label).distinct().sorted().toList();
        int[] features = samples.get(0).blocks().get(Block.SENTENCE.ordinal()).keySet().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        float[][] values = new float[samples.size()][];
        int[] truth = new int[samples.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = unit(samples.get(i).blocks().get(Block.SENTENCE.ordinal()), features);
            truth[i] = labels.indexOf(samples.get(i).label());
        }
        Softmax objective = new Softmax(values, truth, labels.size(), cost);
        return quantized(new Descent(objective).minimum(), labels, features);
    }

    private static float[] unit(Map<Integer, Float> sentence, int[] features) {
        float[] values = new float[features.length];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = sentence.getOrDefault(features[i], 0f);
            squares += values[i] * values[i];
        }
        float factor = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    /** @param weights feature by feature, then what is added for each label */
    private static LinearModel quantized(double[] weights, List<String> labels, int[] features) {
        int classes = labels.size();
        float[] scales = new float[classes];
        float[] biases = new float[classes];
        byte[] small = new byte[features.length * classes];
        for (int label = 0; label < classes; label++) {
            double largest = 1e-12;
            for (int feature = 0; feature < features.length; feature++) {
                largest = Math.max(largest, Math.abs(weights[feature * classes + label]));
            }
            scales[label] = (float) (largest / 127);
            biases[label] = (float) weights[features.length * classes + label];
            for (int feature = 0; feature < features.length; feature++) {
                small[feature * classes + label] =
                        (byte) Math.round(weights[feature * classes + label] / (largest / 127));
            }
        }
        float[] rarity = new float[features.length];
        java.util.Arrays.fill(rarity, 1f);
        return new LinearModel(labels, SENTENCE_ALONE, features, rarity, scales, biases, small);
    }
}
