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

    private static final int MOST_WISHES = 3;

    /** Of messages with one wish two or three in a hundred get more than this. */
    private static final double SURE = 0.57;

    /** The best of many places between two words looks good more often. */
    private static final double SURE_WITHOUT_MARK = 0.7;

    private Wishes() {}

    /**
     * The wishes when there are at least two different ones, empty otherwise. What the message as a whole speaks for comes first, so
     * that the most likely wish is first even where one wish was taken for two.
     */
    static List<ScoredIntent> in(String text, PackModel model, Judgement whole) {
        List<Pair> meant = WishPairs.in(text, model::read).stream()
                .filter(pair -> model.division().probability(pair) >= (pair.isMarked() ? SURE : SURE_WITHOUT_MARK))
                .sorted(Comparator.comparingDouble(model.division()::probability)
                        .reversed())
                .toList();
        List<ScoredIntent> wishes = new ArrayList<>();
        for (Pair pair : meant) {
            add(pair.first(), pair.sureOfFirst(), wishes);
            add(pair.second(), pair.sureOfSecond(), wishes);
        }
        List<ScoredIntent> most = new ArrayList<>(wishes.subList(0, Math.min(MOST_WISHES, wishes.size())));
        most.sort(Comparator.comparingDouble((ScoredIntent wish) -> confidence(wish.intent(), whole))
                .reversed()
                .thenComparing(ScoredIntent::intent));
        return falling(most);
    }

    private static void add(String wish, double confidence, List<ScoredIntent> wishes) {
        Intent.ofWireName(wish)
                .filter(intent -> wishes.stream().noneMatch(known -> known.intent() == intent))
                .ifPresent(intent -> wishes.add(new ScoredIntent(intent, confidence)));
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
