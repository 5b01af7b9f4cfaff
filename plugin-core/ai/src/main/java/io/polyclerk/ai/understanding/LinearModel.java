package io.polyclerk.ai.understanding;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A linear classifier with one set of 8-bit weights for each label over hashed features. Immutable and thread-safe.
 *
 * <p>File: magic, labels, block weights, number of features; then sorted feature hashes, their inverse document frequencies, one scale
 * and one bias for each label, and the weights, feature by feature.
 */
final class LinearModel {

    private static final int MAGIC = 0x504C4D31;

    private final List<String> labels;
    private final float[] blockWeights;
    private final int[] features;
    private final FewValues rarity;
    private final float[] scales;
    private final float[] biases;
    private final SparseRows weights;

    /** @param weights feature by feature, label by label */
    LinearModel(
            List<String> labels,
            float[] blockWeights,
            int[] features,
            float[] rarity,
            float[] scales,
            float[] biases,
            byte[] weights) {
        this(
                labels,
                blockWeights,
                features,
                FewValues.of(rarity),
                scales,
                biases,
                SparseRows.of(weights, labels.size()));
    }

    private LinearModel(
            List<String> labels,
            float[] blockWeights,
            int[] features,
            FewValues rarity,
            float[] scales,
            float[] biases,
            SparseRows weights) {
        this.labels = List.copyOf(labels);
        this.blockWeights = blockWeights;
        this.features = features;
        this.rarity = rarity;
        this.scales = scales;
        this.biases = biases;
        this.weights = weights;
    }

    List<String> labels() {
        return labels;
    }

    /** Gets the known features of a text, block by block in no certain order but always the same one. */
    private interface Sink {
        void take(int index, float value);
    }

    /** The known features of a text by index with their weights; the sum of squares of each block is the square of its block weight. */
    SortedMap<Integer, Float> vector(List<Map<Integer, Float>> blocks) {
        SortedMap<Integer, Float> vector = new TreeMap<>();
        each(blocks, (index, value) -> vector.merge(index, value, Float::sum));
        return vector;
    }

    private void each(List<Map<Integer, Float>> blocks, Sink sink) {
        // A model may have been made without the last kinds of features.
        for (int block = 0; block < Math.min(blocks.size(), blockWeights.length); block++) {
            boolean isCounted = block != FeatureExtractor.Block.SENTENCE.ordinal();
            int[] known = new int[blocks.get(block).size()];
            float[] values = new float[known.length];
            int count = 0;
            double squares = 0;
            for (Map.Entry<Integer, Float> entry : blocks.get(block).entrySet()) {
                int index = Arrays.binarySearch(features, entry.getKey());
                if (index >= 0) {
                    float value =
                            isCounted ? (float) Math.sqrt(entry.getValue()) * rarity.get(index) : entry.getValue();
                    known[count] = index;
                    values[count++] = value;
                    squares += value * value;
                }
            }
            float factor = squares == 0 ? 0 : (float) (blockWeights[block] / Math.sqrt(squares));
            for (int i = 0; i < count; i++) {
                sink.take(known[i], values[i] * factor);
            }
        }
    }

    /** Whether a feature was in the examples. */
    boolean knows(int feature) {
        return Arrays.binarySearch(features, feature) >= 0;
    }

    /** The share of a block's features that no example had. */
    double shareUnknown(Map<Integer, Float> block) {
        double all = 0;
        double unknown = 0;
        for (Map.Entry<Integer, Float> entry : block.entrySet()) {
            all += entry.getValue();
            unknown += knows(entry.getKey()) ? 0 : entry.getValue();
        }
        return all == 0 ? 0 : unknown / all;
    }

    /** For each label its decision value: positive speaks for it. */
    double[] scores(List<Map<Integer, Float>> blocks) {
        double[] sums = new double[labels.size()];
        each(blocks, (index, value) -> weights.addTo(sums, index, value));
        for (int label = 0; label < sums.length; label++) {
            sums[label] = sums[label] * scales[label] + biases[label];
        }
        return sums;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(labels.size());
        for (String label : labels) {
            out.writeUTF(label);
        }
        out.writeInt(blockWeights.length);
        writeAll(out, blockWeights);
        out.writeInt(features.length);
        for (int feature : features) {
            out.writeInt(feature);
        }
        for (int i = 0; i < rarity.size(); i++) {
            out.writeFloat(rarity.get(i));
        }
        writeAll(out, scales);
        writeAll(out, biases);
        weights.write(out);
    }

    static LinearModel read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a model of this version");
        }
        String[] labels = new String[in.readInt()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = in.readUTF();
        }
        float[] blockWeights = readFloats(in, in.readInt());
        int[] features = new int[in.readInt()];
        for (int i = 0; i < features.length; i++) {
            features[i] = in.readInt();
        }
        FewValues rarity = FewValues.of(readFloats(in, features.length));
        float[] scales = readFloats(in, labels.length);
        float[] biases = readFloats(in, labels.length);
        SparseRows weights = SparseRows.read(in, features.length, labels.length);
        return new LinearModel(Arrays.asList(labels), blockWeights, features, rarity, scales, biases, weights);
    }

    private static void writeAll(DataOutputStream out, float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] readFloats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
