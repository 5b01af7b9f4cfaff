package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.Intent;
import java.util.List;

/**
 * A part of a message, and how what speaks for wishes in it is shared among these: small talk and what is out of scope are left aside,
 * because a short part often looks like either.
 *
 * @param shares for each label; they add up to one
 */
record Part(String text, Reading reading, double[] shares) {

    private static final double LEAST = 1e-6;
    private static final double LEAST_SHARE = 1e-5;

    static Part of(String text, Reading reading) {
        double[] shares = new double[reading.labels().size()];
        double sum = 0;
        for (int label = 0; label < shares.length; label++) {
            shares[label] = isWish(reading.labels().get(label)) ? reading.probabilities()[label] + LEAST : 0;
            sum += shares[label];
        }
        for (int label = 0; label < shares.length; label++) {
            shares[label] /= Math.max(LEAST, sum);
        }
        return new Part(text, reading, shares);
    }

    static boolean isWish(String label) {
        return Intent.ofWireName(label).filter(intent -> !intent.isSmallTalk()).isPresent();
    }

    static boolean isWish(List<String> labels, int label) {
        return isWish(labels.get(label));
    }

    double logShare(int label) {
        return Math.log(Math.max(LEAST_SHARE, shares[label]));
    }

    double logOdds(int label) {
        double bounded = Math.min(0.999, Math.max(0.001, shares[label]));
        return Math.log(bounded / (1 - bounded));
    }

    double score(int label) {
        return reading.scores()[label];
    }

    double outOfScope() {
        return reading.probabilityOf(PackModel.OUT_OF_SCOPE);
    }

    double length() {
        return Math.log(1.0 + reading.letters());
    }
}
