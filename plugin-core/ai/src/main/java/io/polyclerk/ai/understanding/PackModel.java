package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.ScoredIntent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the build has learned of one language: which intent a text has, how sure that is, and whether it is anything for a shop's
 * clerk at all. Immutable and thread-safe.
 */
final class PackModel {

    static final String OUT_OF_SCOPE = "out_of_scope";

    /** How the name of a model ends that listens to a sentence encoder. */
    static final String SENTENCES = ".sentences.model";

    private final TextClassifier classifier;
    private final FeatureExtractor extractor;
    private final Scope scope;
    private final float outOfScopeThreshold;

    /**
     * @param scope how likely a text is out of scope
     * @param outOfScopeThreshold probability from which it counts as that
     */
    PackModel(TextClassifier classifier, FeatureExtractor extractor, Scope scope, float outOfScopeThreshold) {
        this.classifier = classifier;
        this.extractor = extractor;
        this.scope = scope;
        this.outOfScopeThreshold = outOfScopeThreshold;
    }

    /** @param intents in-scope intents, best first @param outOfScope how likely the text is none of them */
    record Judgement(List<ScoredIntent> intents, double outOfScope, boolean isOutOfScope) {}

    /** The same model with further words for the concepts that it knows. */
    PackModel withWords(Glossary more) {
        return new PackModel(classifier, extractor.withWords(more), scope, outOfScopeThreshold);
    }

    /** The probability from which a text counts as out of scope. */
    float outOfScopeThreshold() {
        return outOfScopeThreshold;
    }

    /** Everything that the classifier makes of a text. */
    Reading read(String text) {
        return classifier.read(text, extractor);
    }

    Judgement judge(String text) {
        return judge(extractor.extract(text));
    }

    Judgement judge(List<Map<Integer, Float>> blocks) {
        TextClassifier.Doubtful doubtful = classifier.doubtful(blocks);
        double[] probabilities = doubtful.reading().probabilities();
        List<ScoredIntent> intents = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            double probability = probabilities[i];
            Intent.ofWireName(classifier.labels().get(i))
                    .ifPresent(intent -> intents.add(new ScoredIntent(intent, probability)));
        }
        double outOfScope = scope.doubt(doubtful.traits());
        intents.sort(Comparator.comparingDouble(ScoredIntent::confidence).reversed());
        return new Judgement(intents, outOfScope, outOfScope >= outOfScopeThreshold);
    }

    /** The model of a language by words alone. */
    static PackModel load(String language) {
        return load(language + ".model", extractorOf(language));
    }

    /** The model of a language that also listens to a sentence encoder. */
    static PackModel load(String language, SentenceEncoder encoder) {
        return load(language + SENTENCES, extractorOf(language, encoder));
    }

    private static PackModel load(String name, FeatureExtractor extractor) {
        return ModelFiles.read(name, in -> read(in, extractor));
    }

    /** @param extractor as it was when the model was trained */
    static PackModel read(DataInputStream in, FeatureExtractor extractor) throws IOException {
        float temperature = in.readFloat();
        float threshold = in.readFloat();
        LinearModel model = LinearModel.read(in);
        return new PackModel(new TextClassifier(model, temperature), extractor, Scope.read(in), threshold);
    }

    void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeFloat(classifier.temperature());
        out.writeFloat(outOfScopeThreshold);
        classifier.model().write(out);
        scope.write(out);
        out.flush();
    }

    static FeatureExtractor extractorOf(String language) {
        return extractorOf(language, null);
    }

    static FeatureExtractor extractorOf(String language, @Nullable SentenceEncoder encoder) {
        return new FeatureExtractor(
                Glossary.ofPack(language), Gloss.ofPack(language), Shorthand.ofPack(language), encoder);
    }
}
