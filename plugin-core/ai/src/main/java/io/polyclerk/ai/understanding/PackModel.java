package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.ScoredIntent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the build has learned of one language: which intent a text has, how sure that is, and whether it is anything for a shop's
 * clerk at all. Immutable and thread-safe.
 */
final class PackModel {

    static final String OUT_OF_SCOPE = "out_of_scope";

    private final LinearModel model;
    private final FeatureExtractor extractor;
    private final float temperature;
    private final float outOfScopeThreshold;

    /**
     * @param temperature divides decision values before they become probabilities, so that these are calibrated
     * @param outOfScopeThreshold probability from which a text counts as out of scope
     */
    PackModel(LinearModel model, FeatureExtractor extractor, float temperature, float outOfScopeThreshold) {
        this.model = model;
        this.extractor = extractor;
        this.temperature = temperature;
        this.outOfScopeThreshold = outOfScopeThreshold;
    }

    /** @param intents in-scope intents, best first; their confidences and {@code outOfScope} add up to one */
    record Judgement(List<ScoredIntent> intents, double outOfScope, boolean isOutOfScope) {}

    Judgement judge(String text) {
        return judge(extractor.extract(text));
    }

    Judgement judge(List<Map<Integer, Float>> blocks) {
        double[] probabilities = softmax(model.scores(blocks));
        List<ScoredIntent> intents = new ArrayList<>();
        double outOfScope = 0;
        for (int i = 0; i < probabilities.length; i++) {
            String label = model.labels().get(i);
            if (label.equals(OUT_OF_SCOPE)) {
                outOfScope = probabilities[i];
            } else {
                double probability = probabilities[i];
                Intent.ofWireName(label).ifPresent(intent -> intents.add(new ScoredIntent(intent, probability)));
            }
        }
        intents.sort(Comparator.comparingDouble(ScoredIntent::confidence).reversed());
        return new Judgement(intents, outOfScope, outOfScope >= outOfScopeThreshold);
    }

    /** Decision values of one-against-the-rest models are made probabilities that add up to one. */
    private double[] softmax(double[] scores) {
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

    static PackModel load(String language) {
        try (InputStream stream = PackModel.class.getResourceAsStream("/models/" + language + ".model")) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no model for language " + language);
            }
            DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
            float temperature = in.readFloat();
            float threshold = in.readFloat();
            return new PackModel(LinearModel.read(in), extractorOf(language), temperature, threshold);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeFloat(temperature);
        out.writeFloat(outOfScopeThreshold);
        model.write(out);
        out.flush();
    }

    static FeatureExtractor extractorOf(String language) {
        return new FeatureExtractor(new Glossary(PackFiles.pairs(language + "/glossary.csv", ',')));
    }
}
