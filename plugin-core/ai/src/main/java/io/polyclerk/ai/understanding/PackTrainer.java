package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import io.polyclerk.core.understanding.Intent;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes the models of language packs from their examples. The same packs give the same models. */
public final class PackTrainer {

    private static final double COST = 10;
    private static final float[] BLOCK_WEIGHTS = {1f, 1f, 0.7f};
    private static final int FOLDS = 5;
    /**
     * Share of real wishes that may be refused in cross-validation. The packs' lines are harder than what people usually write, so in
     * use it is far less.
     */
    private static final double FALSE_REFUSALS = 0.10;

    /** Trains all packs and the language guesser. @param arguments the folder for the models */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        if (ModelStamp.isFresh(folder)) {
            return;
        }
        PackTrainer trainer = new PackTrainer();
        for (String tag : PackFiles.tags()) {
            List<Example> examples = examples(tag);
            if (!examples.isEmpty()) {
                try (OutputStream out = file(folder.resolve(tag + ".model"))) {
                    trainer.train(examples, PackModel.extractorOf(tag)).write(out);
                }
            }
        }
        try (OutputStream out = file(folder.resolve("languages.model"))) {
            trainer.trainLanguages().write(new DataOutputStream(out));
        }
        ModelStamp.leave(folder);
    }

    private static OutputStream file(Path path) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
    }

    /** A message and what it was written for. */
    public record Example(String text, String label) {}

    /** The examples of a pack: all intents and what is out of scope. */
    public static List<Example> examples(String tag) {
        List<String> labels = new ArrayList<>();
        for (Intent intent : Intent.values()) {
            labels.add(intent.wireName());
        }
        labels.add(PackModel.OUT_OF_SCOPE);
        List<Example> examples = new ArrayList<>();
        for (String label : labels) {
            PackFiles.lines(tag + "/examples/" + label + ".txt")
                    .orElse(List.of())
                    .forEach(line -> examples.add(new Example(line, label)));
        }
        return examples;
    }

    PackModel train(List<Example> examples, FeatureExtractor extractor) {
        List<Sample> samples = examples.stream()
                .map(example -> new Sample(extractor.extract(example.text()), example.label()))
                .toList();
        List<Scored> held = crossValidate(samples);
        float temperature = temperature(held);
        LinearModel model = new LinearTrainer(COST, BLOCK_WEIGHTS).train(samples);
        return new PackModel(model, extractor, temperature, threshold(held, temperature));
    }

    /** Decision values of samples by a model that has not seen them. */
    private record Scored(double[] scores, List<String> labels, String truth) {

        double probability(int label, double temperature) {
            double sum = 0;
            for (double score : scores) {
                sum += StrictMath.exp((score - scores[label]) / temperature);
            }
            return 1 / sum;
        }
    }

    private static List<Scored> crossValidate(List<Sample> samples) {
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(1));
        List<Scored> scored = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Sample> seen = new ArrayList<>();
            List<Sample> held = new ArrayList<>();
            for (int i = 0; i < shuffled.size(); i++) {
                (i % FOLDS == fold ? held : seen).add(shuffled.get(i));
            }
            LinearModel model = new LinearTrainer(COST, BLOCK_WEIGHTS).train(seen);
            held.forEach(
                    sample -> scored.add(new Scored(model.scores(sample.blocks()), model.labels(), sample.label())));
        }
        return scored;
    }

    /** The temperature under which the held-out truths are likeliest. */
    private static float temperature(List<Scored> held) {
        float best = 1;
        double likeliest = Double.NEGATIVE_INFINITY;
        for (float candidate = 0.3f; candidate <= 3; candidate += 0.1f) {
            double sum = 0;
            for (Scored scored : held) {
                int truth = scored.labels().indexOf(scored.truth());
                sum += StrictMath.log(Math.max(1e-9, scored.probability(truth, candidate)));
            }
            if (sum > likeliest) {
                likeliest = sum;
                best = candidate;
            }
        }
        return best;
    }

    /** The threshold that refuses hardly any real wish. */
    private static float threshold(List<Scored> held, double temperature) {
        List<Double> ofRealWishes = new ArrayList<>();
        for (Scored scored : held) {
            int outOfScope = scored.labels().indexOf(PackModel.OUT_OF_SCOPE);
            if (outOfScope >= 0 && !scored.truth().equals(PackModel.OUT_OF_SCOPE)) {
                ofRealWishes.add(scored.probability(outOfScope, temperature));
            }
        }
        if (ofRealWishes.isEmpty()) {
            return 1.1f;
        }
        Collections.sort(ofRealWishes);
        double strict = ofRealWishes.get((int) ((ofRealWishes.size() - 1) * (1 - FALSE_REFUSALS)));
        return (float) Math.max(0.12, Math.min(0.8, strict));
    }

    LinearModel trainLanguages() {
        List<Sample> samples = new ArrayList<>();
        for (String tag : PackFiles.tags()) {
            for (Example example : examples(tag)) {
                samples.add(new Sample(LanguageGuesser.features(example.text()), tag));
            }
        }
        return new LinearTrainer(3, 1f, 1f).train(samples);
    }
}
