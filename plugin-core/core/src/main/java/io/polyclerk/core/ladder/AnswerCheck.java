package io.polyclerk.core.ladder;

import io.polyclerk.core.understanding.Interpreter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a model's words before they are said. Without understanding them it can tell that they hold nothing that the shop's own texts
 * and the skills have not said in this conversation: no number, no link, no address, no claim of something done. Thread-safe.
 */
final class AnswerCheck {

    private static final int LONGEST = 1_200;
    /** Languages in Latin letters are not told apart safely in fewer. */
    private static final int ENOUGH_TO_TELL_LANGUAGE = 25;

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[.,:/\u066B\u066C-]\\p{Nd}+)*");
    private static final Pattern LINK = Pattern.compile(
            "(?i)(?:https?://|www\\.)\\S+|\\b[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)*\\.\\p{L}{2,}(?:/\\S*)?\\b");
    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+");
    /** What stands for a detail that the shopper gave; it comes back as it was. */
    private static final Pattern MARK = Pattern.compile("\\[[A-Z_]+_\\d+]");

    private static final Pattern OTHER_THAN_LATIN = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]");

    private final Interpreter interpreter;

    AnswerCheck(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** @return why the words are not said; empty when they may be */
    Optional<String> objection(String marked, String language, String merchant, List<String> sources) {
        String words = MARK.matcher(marked).replaceAll("…");
        String known = String.join("\n", sources);
        if (words.isBlank()) {
            return Optional.of("empty");
        }
        if (words.length() > LONGEST) {
            return Optional.of("too long");
        }
        if (!isSubset(NUMBER, words, known)) {
            return Optional.of("a number that nobody told");
        }
        if (!isSubset(LINK, words, known)) {
            return Optional.of("a link that is not the shop's");
        }
        if (ADDRESS.matcher(words).find() && !isSubset(ADDRESS, words, known)) {
            return Optional.of("an address");
        }
        Optional<String> claim = ClaimWords.of(language).claimIn(words, known);
        if (claim.isPresent()) {
            return Optional.of("a claim without a deed");
        }
        return isInLanguage(words, language, merchant) ? Optional.empty() : Optional.of("another language");
    }

    private static boolean isSubset(Pattern pattern, String words, String known) {
        return all(pattern, known).containsAll(all(pattern, words));
    }

    /** What matches, so that the same figure in other digits or with another sign between thousands is the same. */
    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(canonical(matcher.group()));
        }
        return found;
    }

    private static String canonical(String text) {
        StringBuilder canonical = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().forEach(point -> {
            int digit = Character.digit(point, 10);
            if (digit >= 0) {
                canonical.append(digit);
            } else if (point != ',' && point != '.' && point != 0x066B && point != 0x066C
                    || canonical.indexOf("/") >= 0) {
                canonical.appendCodePoint(point);
            }
        });
        return canonical.toString();
    }

    private boolean isInLanguage(String words, String language, String merchant) {
        if (words.length() < ENOUGH_TO_TELL_LANGUAGE
                && !OTHER_THAN_LATIN.matcher(words).find()) {
            return true;
        }
        String found = interpreter
                .interpret(words, new Interpreter.Hints(merchant, Set.of(), null, false, null))
                .language();
        return primary(found).equals(primary(language));
    }

    private static String primary(String tag) {
        return tag.split("-", 2)[0];
    }
}
