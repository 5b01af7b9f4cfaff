package io.polyclerk.ai.understanding;

import java.util.List;

/**
 * From which probability on a text counts as out of scope: for each language by itself, on lines that the model had not seen. The packs'
 * lines are harder than what people usually write, so in use far less of either kind goes wrong.
 */
final class Refusal {

    /** Shares of real wishes that may be refused, the first that is enough is taken. */
    private static final double LEAST = 0.06;

    private static final double MOST = 0.08;
    private static final double STEP = 0.01;

    /** What is enough: this share of what is out of scope is caught. */
    private static final double ENOUGH = 0.86;

    private static final float NEVER = 1.1f;
    private static final double LOWEST = 0.12;
    private static final double HIGHEST = 0.8;

    private final double[] wishes;
    private final double[] others;

    private Refusal(double[] wishes, double[] others) {
        this.wishes = wishes;
        this.others = others;
    }

    /** @param lessons lines that the model had not seen @param scope how likely each is out of scope */
    static Refusal of(List<Scope.Lesson> lessons, Scope scope) {
        return new Refusal(doubts(lessons, scope, false), doubts(lessons, scope, true));
    }

    private static double[] doubts(List<Scope.Lesson> lessons, Scope scope, boolean areOutside) {
        return lessons.stream()
                .filter(lesson -> lesson.isOutside() == areOutside)
                .mapToDouble(lesson -> scope.doubt(lesson.traits()))
                .sorted()
                .toArray();
    }

    /** The highest threshold that catches enough, or else what refuses as many real wishes as may be. */
    float threshold() {
        if (wishes.length == 0) {
            return NEVER;
        }
        double refused = LEAST;
        while (refused < MOST && caught(at(refused)) < ENOUGH) {
            refused += STEP;
        }
        return (float) Math.max(LOWEST, Math.min(HIGHEST, at(refused)));
    }

    private double at(double refused) {
        return wishes[(int) ((wishes.length - 1) * (1 - refused))];
    }

    private double caught(double threshold) {
        int caught = 0;
        for (double other : others) {
            caught += other >= threshold ? 1 : 0;
        }
        return others.length == 0 ? 1 : (double) caught / others.length;
    }

    /** How many of what is out of scope are caught, by how many real wishes are refused: for those who watch the training. */
    @Override
    public String toString() {
        StringBuilder curve = new StringBuilder();
        for (double refused : new double[] {0.05, 0.07, 0.09, 0.11, 0.13}) {
            curve.append(
                    String.format(java.util.Locale.ROOT, "%.0f %%: %.1f  ", 100 * refused, 100 * caught(at(refused))));
        }
        return curve.append(others.length).append(" lines").toString();
    }
}
