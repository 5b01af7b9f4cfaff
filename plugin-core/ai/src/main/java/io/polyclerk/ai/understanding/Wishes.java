package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackModel.Judgement;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds several wishes in one message: in its clauses, and where nothing marks these, on either side of the place that parts two wishes
 * best. Bounded: at most {@link #MOST_CLAUSES} clauses and {@link #MOST_CUTS} places are tried.
 */
final class Wishes {

    private static final double SURE_OF_CLAUSE = 0.5;

    private static final double SURE_OF_MOOD = 0.75;

    /** What a clause says must have left a trace in the message as a whole. */
    private static final double LEAST_OF_THE_WHOLE = 0.002;

    /** A clause may be this unsure when the message as a whole speaks for the same wishes. */
    private static final double ENOUGH_WITH_THE_WHOLE = 0.35;

    private static final double SURE_OF_SIDE = 0.75;
    private static final int MOST_CLAUSES = 8;
    private static final int MOST_CUTS = 24;
    private static final int MOST_WISHES = 3;
    private static final int FEWEST_WORDS = 3;

    private final PackModel model;
    private final Judgement whole;

    private Wishes(PackModel model, Judgement whole) {
        this.model = model;
        this.whole = whole;
    }

    /** The wishes, surest first, when there are at least two different ones; empty otherwise. */
    static List<ScoredIntent> in(String text, PackModel model, Judgement whole) {
        Wishes wishes = new Wishes(model, whole);
        List<String> clauses = Clauses.of(text);
        if (clauses.size() > 1 && clauses.size() <= MOST_CLAUSES) {
            List<ScoredIntent> found = wishes.ofClauses(clauses);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return clauses.size() <= 2 && !whole.isOutOfScope() ? wishes.ofSides(text) : List.of();
    }

    private List<ScoredIntent> ofClauses(List<String> clauses) {
        Map<Intent, Double> sure = new EnumMap<>(Intent.class);
        Map<Intent, Double> likely = new EnumMap<>(Intent.class);
        Set<Intent> leading = leading();
        for (String clause : clauses) {
            Optional<ScoredIntent> best = wish(model.judge(clause));
            best.filter(scored -> scored.confidence() >= sureOf(scored.intent()) && wholeSpeaksFor(scored.intent()))
                    .ifPresent(scored -> sure.merge(scored.intent(), scored.confidence(), Math::max));
            best.filter(scored -> scored.confidence() >= ENOUGH_WITH_THE_WHOLE && leading.contains(scored.intent()))
                    .ifPresent(scored -> likely.merge(scored.intent(), scored.confidence(), Math::max));
        }
        wish(whole)
                .filter(scored -> scored.confidence() >= SURE_OF_CLAUSE)
                .ifPresent(scored -> sure.merge(scored.intent(), scored.confidence(), Math::max));
        likely.forEach(sure::putIfAbsent);
        return sure.size() < 2 ? List.of() : ordered(sure);
    }

    /** Praise and anger colour many a clause that asks for something else. */
    private static double sureOf(Intent intent) {
        return intent == Intent.FEEDBACK || intent == Intent.COMPLAINT ? SURE_OF_MOOD : SURE_OF_CLAUSE;
    }

    private boolean wholeSpeaksFor(Intent intent) {
        return whole.intents().stream()
                .anyMatch(scored -> scored.intent() == intent && scored.confidence() >= LEAST_OF_THE_WHOLE);
    }

    /** The two wishes that the message as a whole speaks for most. */
    private Set<Intent> leading() {
        List<ScoredIntent> intents = whole.intents();
        return intents.size() < 2
                ? Set.of()
                : Set.of(intents.get(0).intent(), intents.get(1).intent());
    }

    private static Optional<ScoredIntent> wish(Judgement judgement) {
        return judgement.intents().stream()
                .limit(1)
                .filter(scored -> !scored.intent().isSmallTalk())
                .findFirst();
    }

    /** Two wishes without any mark between them: both sides must be sure, and the whole must speak for one of them at least. */
    private List<ScoredIntent> ofSides(String text) {
        List<Integer> cuts = Clauses.places(text, FEWEST_WORDS);
        int step = Math.max(1, (cuts.size() + MOST_CUTS - 1) / MOST_CUTS);
        Set<Intent> leading = leading();
        double best = SURE_OF_SIDE * SURE_OF_SIDE;
        Map<Intent, Double> found = Map.of();
        for (int i = 0; i < cuts.size(); i += step) {
            Optional<ScoredIntent> first = wish(model.judge(text.substring(0, cuts.get(i))));
            if (first.isEmpty()
                    || first.get().confidence() <= best
                    || !leading.contains(first.get().intent())) {
                continue;
            }
            Optional<ScoredIntent> second = wish(model.judge(text.substring(cuts.get(i))));
            if (second.isPresent()
                    && second.get().intent() != first.get().intent()
                    && leading.contains(second.get().intent())
                    && first.get().confidence() * second.get().confidence() > best) {
                best = first.get().confidence() * second.get().confidence();
                found = Map.of(
                        first.get().intent(), first.get().confidence(),
                        second.get().intent(), second.get().confidence());
            }
        }
        return ordered(found);
    }

    private static List<ScoredIntent> ordered(Map<Intent, Double> wishes) {
        List<ScoredIntent> several = new ArrayList<>();
        wishes.forEach((intent, confidence) -> several.add(new ScoredIntent(intent, confidence)));
        several.sort(
                Comparator.comparingDouble(ScoredIntent::confidence).reversed().thenComparing(ScoredIntent::intent));
        return several.subList(0, Math.min(MOST_WISHES, several.size()));
    }
}
