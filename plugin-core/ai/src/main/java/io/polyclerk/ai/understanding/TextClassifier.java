package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Sorts texts under labels: a linear model over what {@link FeatureExtractor} sees, with probabilities that were calibrated on lines
 * held back from training. Immutable and thread-safe.
 */
final class TextClassifier {

    /** One part of so many is held back for calibration; holding back each in turn makes training longer and calibration hardly better. */
    private static final int FOLDS = 5;

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

    /** Everything that this makes of a text. */
    Reading read(String text, FeatureExtractor extractor) {
        int letters = (int) text.codePoints().filter(Character::isLetterOrDigit).count();
        return read(extractor.extract(text), letters);
    }

    private Reading read(List<Map<Integer, Float>> blocks, int letters) {
        double[] scores = model.scores(blocks);
        return new Reading(model.labels(), scores, softmax(scores, temperature), letters);
    }

    /** What this makes of a text and what of it speaks for its being out of scope. */
    record Doubtful(Reading reading, double[] traits) {}

    Doubtful doubtful(List<Map<Integer, Float>> blocks) {
        Reading reading = read(blocks, 0);
        return new Doubtful(reading, Scope.traits(model, blocks, reading));
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

    /** A sample that the model of its fold had not seen. @param group its place among the groups */
    record Held(int group, double[] scores, List<String> labels, String truth) {

        double[] probabilities(double temperature) {
            return softmax(scores, temperature);
        }

        double probabilityOf(String label, double temperature) {
            int index = labels.indexOf(label);
            return index < 0 ? 0 : probabilities(temperature)[index];
        }
    }

    /** A classifier, what its calibration was made on, and a classifier that had not seen that. */
    record Trained(TextClassifier classifier, List<Held> held, TextClassifier blind) {}

    /**
     * Trains with calibration.
     *
     * @param groups samples that must not be torn apart, such as a line and its variations; the first of each is held back, the others
     *     only help to train
     * @param helpers samples that only help to train
     * @param later samples that only the classifier itself is trained on, made with the one that has not seen what was held back
     */
    static Trained train(
            Trainer trainer,
            List<List<Sample>> groups,
            List<Sample> helpers,
            Function<TextClassifier, List<Sample>> later) {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, groups.size()).boxed().toList());
        Collections.shuffle(shuffled, new Random(1));
        List<Integer> back = shuffled.subList(0, shuffled.size() / FOLDS);
        List<Sample> seen = new ArrayList<>(helpers);
        shuffled.subList(back.size(), shuffled.size()).forEach(group -> seen.addAll(groups.get(group)));
        LinearModel part = trainer.train(seen);
        List<Held> held = back.stream()
                .map(group -> held(group, groups.get(group).get(0), part))
                .toList();
        List<Sample> all = new ArrayList<>(helpers);
        groups.forEach(all::addAll);
        float temperature = likeliest(held);
        TextClassifier blind = new TextClassifier(part, temperature);
        all.addAll(later.apply(blind));
        return new Trained(new TextClassifier(trainer.train(all), temperature), held, blind);
    }

    private static Held held(int group, Sample sample, LinearModel part) {
        return new Held(group, part.scores(sample.blocks()), part.labels(), sample.label());
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
