package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sorts texts under labels: a linear model over what {@link FeatureExtractor} sees, with probabilities that were calibrated on lines
 * held back from training. Immutable and thread-safe.
 */
final class TextClassifier {

    private static final int FOLDS = 5;

    /** So many of the folds are held back in turn; more makes training longer and calibration hardly better. */
    private static final int HELD_FOLDS = 1;

    private final LinearModel model;
    private final float temperature;

    /** @param temperature divides decision values before they become probabilities */
    TextClassifier(LinearModel model, float temperature) {
        this.model = model;
        this.temperature = temperature;
    }

    LinearModel model() {
        return model;
    }

    float temperature() {
        return temperature;
    }

    List<String> labels() {
        return model.labels();
    }

    /** For each label its probability; they add up to one. */
    double[] probabilities(List<Map<Integer, Float>> blocks) {
        return softmax(model.scores(blocks), temperature);
    }

    private static double[] softmax(double[] scores, double temperature) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        double[] probabilities = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = StrictMath.exp((scores[i] - highest) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** A sample that the model of its fold had not seen. */
    record Held(double[] scores, List<String> labels, String truth) {

        double[] probabilities(double temperature) {
            return softmax(scores, temperature);
        }

        double probabilityOf(String label, double temperature) {
            int index = labels.indexOf(label);
            return index < 0 ? 0 : probabilities(temperature)[index];
        }
    }

    /** A classifier and what its calibration was made on. */
    record Trained(TextClassifier classifier, List<Held> held) {}

    /**
     * Trains with calibration.
     *
     * @param groups samples that must not be torn apart, such as a line and its variations; the first of each is held back, the others
     *     only help to train
     * @param helpers samples that only help to train
     */
    static Trained train(LinearTrainer trainer, List<List<Sample>> groups, List<Sample> helpers) {
        List<List<Sample>> shuffled = new ArrayList<>(groups);
        Collections.shuffle(shuffled, new Random(1));
        List<Held> held = new ArrayList<>();
        for (int fold = 0; fold < HELD_FOLDS; fold++) {
            List<Sample> seen = new ArrayList<>(helpers);
            List<Sample> back = new ArrayList<>();
            for (int i = 0; i < shuffled.size(); i++) {
                if (i % FOLDS == fold) {
                    back.add(shuffled.get(i).get(0));
                } else {
                    seen.addAll(shuffled.get(i));
                }
            }
            LinearModel part = trainer.train(seen);
            back.forEach(sample -> held.add(new Held(part.scores(sample.blocks()), part.labels(), sample.label())));
        }
        List<Sample> all = new ArrayList<>(helpers);
        groups.forEach(all::addAll);
        return new Trained(new TextClassifier(trainer.train(all), likeliest(held)), held);
    }

    /** The temperature under which the held-back truths are likeliest. */
    private static float likeliest(List<Held> held) {
        float best = 1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < 28; step++) {
            float candidate = 0.3f + step * 0.1f;
            double sum = 0;
            for (Held one : held) {
                sum += StrictMath.log(Math.max(1e-9, one.probabilityOf(one.truth(), candidate)));
            }
            if (sum > highest) {
                highest = sum;
                best = candidate;
            }
        }
        return best;
    }
}
