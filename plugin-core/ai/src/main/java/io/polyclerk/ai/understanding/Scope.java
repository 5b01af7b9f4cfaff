package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.FeatureExtractor.Block;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How likely a text is nothing for a shop's clerk. What the classifier gives to "out of scope" is the most of it; what it never saw in an
 * example, how much speaks for the best wish whatever speaks for the others, and how much there is to read at all, say more. Learned from
 * lines that the classifier had not seen. Immutable and thread-safe.
 */
final class Scope {

    private static final double COST = 0.3;

    private final @Nullable Logistic isOutside;

    private Scope(@Nullable Logistic isOutside) {
        this.isOutside = isOutside;
    }

    /** Believes the classifier. */
    static Scope ofClassifier() {
        return new Scope(null);
    }

    /** @param isOutside whether it was out of scope */
    record Lesson(double[] traits, boolean isOutside) {}

    static Scope train(List<Lesson> lessons) {
        if (lessons.stream().noneMatch(Lesson::isOutside) || lessons.stream().allMatch(Lesson::isOutside)) {
            return ofClassifier();
        }
        List<Logistic.Case> cases = lessons.stream()
                .map(lesson -> new Logistic.Case(lesson.traits(), 0, lesson.isOutside()))
                .toList();
        return new Scope(Logistic.train(cases, 1, 0, COST));
    }

    /** The probability that a text with these traits is out of scope. */
    double doubt(double[] traits) {
        return isOutside == null ? 1 / (1 + StrictMath.exp(-traits[0])) : isOutside.probability(traits, 0);
    }

    /** What is asked of a text. @param blocks its features @param reading what the model makes of it */
    static double[] traits(LinearModel model, List<Map<Integer, Float>> blocks, Reading reading) {
        String wish = reading.wish();
        double best = -10;
        for (int i = 0; i < reading.scores().length; i++) {
            if (!reading.labels().get(i).equals(PackModel.OUT_OF_SCOPE)) {
                best = Math.max(best, reading.scores()[i]);
            }
        }
        return new double[] {
            logOdds(reading.probabilityOf(PackModel.OUT_OF_SCOPE)),
            reading.scoreOf(PackModel.OUT_OF_SCOPE),
            best,
            logOdds(reading.probabilityOf(wish)),
            model.shareUnknown(blocks.get(Block.WORDS.ordinal())),
            model.shareUnknown(blocks.get(Block.CHARACTERS.ordinal())),
            StrictMath.log(1.0 + blocks.get(Block.WORDS.ordinal()).size()),
            StrictMath.log(1.0 + blocks.get(Block.CONCEPTS.ordinal()).size())
        };
    }

    private static double logOdds(double probability) {
        double bounded = Math.min(0.999, Math.max(0.001, probability));
        return StrictMath.log(bounded / (1 - bounded));
    }

    void write(DataOutputStream out) throws IOException {
        if (isOutside == null) {
            out.writeInt(0);
        } else {
            isOutside.write(out);
        }
    }

    /** What was written; a model from before this was learned ends here and believes the classifier. */
    static Scope read(DataInputStream in) throws IOException {
        int weights;
        try {
            weights = in.readInt();
        } catch (EOFException older) {
            return ofClassifier();
        }
        return weights == 0 ? ofClassifier() : new Scope(Logistic.read(in, weights));
    }
}
