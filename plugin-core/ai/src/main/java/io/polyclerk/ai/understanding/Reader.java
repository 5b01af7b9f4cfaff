package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackModel.Judgement;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads a text with one model or with several. Thread-safe. */
sealed interface Reader permits Reader.Single, Reader.Both, Taught {

    Judgement judge(String text);

    /** The same reader with further words for the concepts that it knows. */
    Reader withWords(Glossary more);

    /** One model. */
    record Single(PackModel model) implements Reader {
        @Override
        public Judgement judge(String text) {
            return model.judge(text);
        }

        @Override
        public Reader withWords(Glossary more) {
            return new Single(model.withWords(more));
        }
    }

    /**
     * A model that reads words and one that also listens to a sentence encoder. The one bears misspelling, the other knows what was never
     * written in an example; their mean is right more often than either.
     */
    record Both(PackModel words, PackModel sentences) implements Reader {

        /** From here on words alone decide: encoding a sentence takes as long as everything else of a turn. */
        private static final double SURE = 0.75;

        @Override
        public Judgement judge(String text) {
            Judgement one = words.judge(text);
            if (!one.isOutOfScope() && one.intents().get(0).confidence() >= SURE) {
                return one;
            }
            Judgement other = sentences.judge(text);
            Map<Intent, Double> sums = new EnumMap<>(Intent.class);
            one.intents().forEach(scored -> sums.merge(scored.intent(), scored.confidence() / 2, Double::sum));
            other.intents().forEach(scored -> sums.merge(scored.intent(), scored.confidence() / 2, Double::sum));
            List<ScoredIntent> intents = new ArrayList<>();
            sums.forEach((intent, confidence) -> intents.add(new ScoredIntent(intent, confidence)));
            intents.sort(Comparator.comparingDouble(ScoredIntent::confidence).reversed());
            double outOfScope = (one.outOfScope() + other.outOfScope()) / 2;
            double threshold = (words.outOfScopeThreshold() + sentences.outOfScopeThreshold()) / 2;
            return new Judgement(intents, outOfScope, outOfScope >= threshold);
        }

        @Override
        public Reader withWords(Glossary more) {
            return new Both(words.withWords(more), sentences.withWords(more));
        }
    }
}
