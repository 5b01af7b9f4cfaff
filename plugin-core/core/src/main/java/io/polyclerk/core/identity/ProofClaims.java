package io.polyclerk.core.identity;

import java.util.List;
import java.util.regex.Pattern;

/** Tells what may be meant as proof from other numbers in a message. */
public final class ProofClaims {

    /** Sums of money and dates, which no store holds as proof. */
    private static final Pattern OTHER_NUMBERS = Pattern.compile(
            "\\p{Sc}\\d+([.,]\\d+)*|\\d+([.,]\\d+)*\\p{Sc}|\\d+[.,]\\d{2}|\\d{1,2}[./-]\\d{1,2}[./-](\\d{2}|\\d{4})|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}");

    /** Postcodes of more letters than digits: British, Canadian, Irish and those of Bermuda. */
    private static final Pattern LETTERED_POSTCODE = Pattern.compile(
            "[A-Z]{1,2}\\d[A-Z\\d]?\\d[A-Z]{2}|[A-Z]\\d[A-Z]\\d[A-Z]\\d|[A-Z]\\d[\\dW][A-Z\\d]{4}|[A-Z]{2}\\d{2}");

    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    private ProofClaims() {}

    /**
     * Whether there is anything in a text that could be meant as proof. "I have been waiting for 3 weeks" or "it was 139.00" holds none; whoever
     * says so shall be asked for the proof, not be told that it is wrong.
     *
     * @param asked whether the text answers the question for a proof; by itself, "139" or "in 2025" is something else
     */
    public static boolean isIn(String text, String orderNumber, boolean asked) {
        List<String> words = ProofMatcher.claims(text, orderNumber);
        if (words.stream().anyMatch(word -> word.indexOf('@') > 0) || holdsLetteredPostcode(words)) {
            return true;
        }
        StringBuilder run = new StringBuilder();
        for (String word : words) {
            if (mayBeNumber(word)) {
                run.append(ProofMatcher.letterDigits(word));
            } else {
                run.setLength(0);
            }
            if (asked
                    ? run.length() >= ProofMatcher.SHORTEST_POSTCODE
                    : run.length() > ProofMatcher.SHORTEST_POSTCODE
                            && !YEAR.matcher(run).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsLetteredPostcode(List<String> words) {
        List<String> numbered = words.stream()
                .map(word -> ProofMatcher.hasDigit(word) ? word : " ")
                .toList();
        return ProofMatcher.runs(numbered)
                .anyMatch(run -> run.indexOf(' ') < 0
                        && LETTERED_POSTCODE
                                .matcher(ProofMatcher.letterDigits(run))
                                .matches());
    }

    /** In "3ayez", Arabic in Latin letters, or "mp3" a digit is part of a word. */
    private static boolean mayBeNumber(String word) {
        long digits = word.codePoints().filter(Character::isDigit).count();
        boolean letters = word.codePoints().anyMatch(Character::isLetter);
        return digits > 0
                && (!letters || digits >= ProofMatcher.SHORTEST_POSTCODE)
                && !OTHER_NUMBERS.matcher(word).matches();
    }
}
