package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import io.polyclerk.ai.understanding.PackModel.Judgement;
import io.polyclerk.ai.understanding.PackTrainer.Example;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.ScoredIntent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A language pack with a shop's lessons on top. A small model is trained on the lessons among some examples of the pack; it is heard as
 * far as a text resembles a lesson, so that what has nothing to do with any lesson is understood as before. Training takes seconds and
 * some ten megabytes, so a running server can do it. Thread-safe.
 */
final class Taught implements Reader {

    /** Examples of the pack for each intent, so that the lessons' words are weighed against others. */
    private static final int PACK_EXAMPLES = 40;

    /** Below this likeness a lesson says nothing, above the other one it decides. */
    private static final double UNLIKE = 0.15;

    private static final double ALIKE = 0.55;
    private static final double MOST = 0.9;
    private static final double COST = 10;
    private static final float[] BLOCK_WEIGHTS = {1f, 1f, 0.7f};

    private final Reader pack;
    private final FeatureExtractor extractor;
    private final LinearModel model;
    private final List<String> lessons;
    private final List<SortedMap<Integer, Float>> vectors;

    private Taught(Reader pack, FeatureExtractor extractor, LinearModel model, List<String> lessons) {
        this.pack = pack;
        this.extractor = extractor;
        this.model = model;
        this.lessons = lessons;
        this.vectors = lessons.stream()
                .map(lesson -> model.vector(extractor.extract(lesson)))
                .toList();
    }

    /** Trains and writes what {@link #read} reads. */
    static void train(String language, List<Example> ofShop, DataOutputStream out) throws IOException {
        FeatureExtractor extractor = PackModel.extractorOf(language);
        Map<String, Integer> counts = new HashMap<>();
        List<Sample> samples = new ArrayList<>();
        for (Example example : PackTrainer.examples(language)) {
            if (counts.merge(example.label(), 1, Integer::sum) <= PACK_EXAMPLES) {
                samples.add(new Sample(extractor.extract(example.text()), example.label()));
            }
        }
        ofShop.forEach(example -> samples.add(new Sample(extractor.extract(example.text()), example.label())));
        out.writeInt(ofShop.size());
        for (Example example : ofShop) {
            out.writeUTF(example.text());
        }
        new LinearTrainer(COST, 1, BLOCK_WEIGHTS).train(samples).write(out);
    }

    /** @param pack how the language is read without the lessons */
    static Taught read(String language, Reader pack, DataInputStream in) throws IOException {
        List<String> lessons = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            lessons.add(in.readUTF());
        }
        return new Taught(pack, PackModel.extractorOf(language), LinearModel.read(in), List.copyOf(lessons));
    }

    @Override
    public Reader withWords(Glossary more) {
        return new Taught(pack.withWords(more), extractor.withWords(more), model, lessons);
    }

    @Override
    public Judgement judge(String text) {
        Judgement ofPack = pack.judge(text);
        List<Map<Integer, Float>> blocks = extractor.extract(text);
        double share = share(model.vector(blocks));
        return share <= 0 ? ofPack : mixed(ofPack, blocks, share);
    }

    private double share(SortedMap<Integer, Float> vector) {
        double most = 0;
        double length = length(vector);
        for (SortedMap<Integer, Float> lesson : vectors) {
            double product = 0;
            for (Map.Entry<Integer, Float> entry : vector.entrySet()) {
                Float other = lesson.get(entry.getKey());
                product += other == null ? 0 : other * entry.getValue();
            }
            most = Math.max(most, product / Math.max(1e-9, length * length(lesson)));
        }
        return MOST * Math.min(1, Math.max(0, (most - UNLIKE) / (ALIKE - UNLIKE)));
    }

    private static double length(SortedMap<Integer, Float> vector) {
        double squares = 0;
        for (float value : vector.values()) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private Judgement mixed(Judgement ofPack, List<Map<Integer, Float>> blocks, double share) {
        double[] probabilities = new TextClassifier(model, 1).probabilities(blocks);
        Map<Intent, Double> sums = new EnumMap<>(Intent.class);
        ofPack.intents().forEach(scored -> sums.put(scored.intent(), (1 - share) * scored.confidence()));
        double outOfScope = (1 - share) * ofPack.outOfScope();
        for (int i = 0; i < probabilities.length; i++) {
            double part = share * probabilities[i];
            String label = model.labels().get(i);
            if (label.equals(PackModel.OUT_OF_SCOPE)) {
                outOfScope += part;
            } else {
                Intent.ofWireName(label).ifPresent(intent -> sums.merge(intent, part, Double::sum));
            }
        }
        List<ScoredIntent> intents = new ArrayList<>();
        sums.forEach((intent, confidence) -> intents.add(new ScoredIntent(intent, confidence)));
        intents.sort(Comparator.comparingDouble(ScoredIntent::confidence).reversed());
        double best = intents.isEmpty() ? 0 : intents.get(0).confidence();
        return new Judgement(intents, outOfScope, outOfScope > best || ofPack.isOutOfScope() && best < MOST / 2);
    }
}
