package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.Intent;
import java.util.List;

/**
 * What a classifier makes of one text.
 *
 * @param scores for each label its decision value: positive speaks for it, whatever speaks for the others
 * @param probabilities for each label; they add up to one
 * @param letters how long the text is
 */
record Reading(List<String> labels, double[] scores, double[] probabilities, int letters) {

    /** The likeliest label that is within a clerk's scope. */
    String wish() {
        int best = -1;
        for (int i = 0; i < probabilities.length; i++) {
            if (!labels.get(i).equals(PackModel.OUT_OF_SCOPE) && (best < 0 || probabilities[i] > probabilities[best])) {
                best = i;
            }
        }
        return labels.get(best);
    }

    boolean isSmallTalk() {
        return Intent.ofWireName(wish()).filter(Intent::isSmallTalk).isPresent();
    }

    double probabilityOf(String label) {
        int index = labels.indexOf(label);
        return index < 0 ? 0 : probabilities[index];
    }

    double scoreOf(String label) {
        int index = labels.indexOf(label);
        return index < 0 ? -1 : scores[index];
    }

    /** The highest decision value of all labels but two. */
    double highestBeside(String one, String other) {
        double highest = -10;
        for (int i = 0; i < scores.length; i++) {
            if (!labels.get(i).equals(one) && !labels.get(i).equals(other)) {
                highest = Math.max(highest, scores[i]);
            }
        }
        return highest;
    }
}
