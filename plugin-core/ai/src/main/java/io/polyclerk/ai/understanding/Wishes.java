package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackModel.Judgement;
import io.polyclerk.ai.understanding.WishPairs.Pair;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds several wishes in one message. */
final class Wishes {

    private static final String THANKS = Intent.THANKS.wireName();
    private static final double SURE_OF_THANKS = 0.7;
    private static final double SURE_AFTER_THANKS = 0.5;
    private static final double OUT_OF_SCOPE_AFTER_THANKS = 0.3;
    private static final int MOST_CLAUSES = 8;

    private Wishes() {}

    /**
     * The wishes when there are at least two different ones, empty otherwise. What the message as a whole speaks for comes first, so
     * that the most likely wish is first even where one wish was taken for two.
     */
    static List<ScoredIntent> in(
            String text, String language, PackModel model, Division.Language division, Judgement whole) {
        List<Pair> meant = WishPairs.in(text, Joints.ofPack(language), model::read).stream()
                .filter(division::isMeant)
                .sorted(Comparator.comparingDouble(division::probability).reversed())
                .toList();
        List<ScoredIntent> wishes = new ArrayList<>();
        if (!meant.isEmpty()) {
            add(meant.get(0), division, wishes);
            meant.stream()
                    .skip(1)
                    .filter(pair -> isBesideAll(pair, meant, wishes))
                    .findFirst()
                    .ifPresent(pair -> add(pair, division, wishes));
        }
        if (wishes.isEmpty()) {
            afterThanks(Clauses.of(text), model, wishes);
        }
        wishes.sort(Comparator.comparingDouble((ScoredIntent wish) -> confidence(wish.intent(), whole))
                .reversed()
                .thenComparing(ScoredIntent::intent));
        return falling(wishes);
    }

    /** Whether a pair adds a wish that is meant beside each of those known. */
    private static boolean isBesideAll(Pair pair, List<Pair> meant, List<ScoredIntent> known) {
        List<String> names =
                known.stream().map(wish -> wish.intent().wireName()).toList();
        boolean isFirstKnown = names.contains(pair.first());
        String wish = isFirstKnown ? pair.second() : pair.first();
        return isFirstKnown != names.contains(pair.second())
                && names.stream().allMatch(name -> meant.stream().anyMatch(other -> holds(other, name, wish)));
    }

    private static boolean holds(Pair pair, String one, String other) {
        return pair.first().equals(one) && pair.second().equals(other)
                || pair.first().equals(other) && pair.second().equals(one);
    }

    private static void add(Pair pair, Division.Language division, List<ScoredIntent> wishes) {
        double both = division.confidence(pair);
        add(pair.first(), Math.max(both, pair.sureOfFirst()), wishes);
        add(pair.second(), Math.max(both, pair.sureOfSecond()), wishes);
    }

    private static void add(String wish, double confidence, List<ScoredIntent> wishes) {
        Intent.ofWireName(wish)
                .filter(intent -> wishes.stream().noneMatch(known -> known.intent() == intent))
                .ifPresent(intent -> wishes.add(new ScoredIntent(intent, confidence)));
    }

    /** Thanks for what was done before, and then a wish. Thanks at the end only round off a message. */
    private static void afterThanks(List<String> clauses, PackModel model, List<ScoredIntent> wishes) {
        if (clauses.size() < 2 || clauses.size() > MOST_CLAUSES) {
            return;
        }
        Reading first = model.read(clauses.get(0));
        if (!first.wish().equals(THANKS) || first.probabilityOf(THANKS) < SURE_OF_THANKS) {
            return;
        }
        clauses.stream()
                .skip(1)
                .map(model::read)
                .filter(reading -> !reading.isSmallTalk()
                        && reading.probabilityOf(reading.wish()) >= SURE_AFTER_THANKS
                        && reading.probabilityOf(PackModel.OUT_OF_SCOPE) < OUT_OF_SCOPE_AFTER_THANKS)
                .max(Comparator.comparingDouble(reading -> reading.probabilityOf(reading.wish())))
                .ifPresent(reading -> {
                    add(reading.wish(), reading.probabilityOf(reading.wish()), wishes);
                    add(THANKS, first.probabilityOf(THANKS), wishes);
                });
    }

    private static double confidence(Intent intent, Judgement whole) {
        return whole.intents().stream()
                .filter(scored -> scored.intent() == intent)
                .mapToDouble(ScoredIntent::confidence)
                .findFirst()
                .orElse(0);
    }

    /** None surer than the one before it. */
    private static List<ScoredIntent> falling(List<ScoredIntent> wishes) {
        List<ScoredIntent> falling = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            double surest = wishes.subList(i, wishes.size()).stream()
                    .mapToDouble(ScoredIntent::confidence)
                    .max()
                    .orElse(0);
            falling.add(new ScoredIntent(wishes.get(i).intent(), surest));
        }
        return falling;
    }
}
