package io.polyclerk.ai.understanding;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a message into parts that may each hold a wish of its own: at the ends of sentences, at commas, at "and", and at spaces in
 * scripts that put none between words.
 */
final class Clauses {

    private static final int FEWEST_WORDS = 3;

    /** Korean says in one word what others say in two or three. */
    private static final int FEWEST_KOREAN_WORDS = 2;

    private static final int SHORTEST = 4;
    private static final int SHORTEST_WITHOUT_SPACES = 2;
    private static final String MARKS = "[.!?;\\n。！？；؟…]+\\s*|[,，、،]\\s*";
    private static final String JOINTS =
            "\\s+(?:and|also|plus|y|e|et|und|ve|dan|và|и|а|و|और|aur|또|그리고|และ|แล้วก็|además|también|aussi|außerdem|ayrıca|juga|cũng|также|ещё|еще|أيضا|كمان|भी)\\s+"
                    + "|\\s+و(?=\\p{L}{2})|还有|另外|而且|顺便|並且|还想|それと|あと、|また、|それから|그리고|แล้ว";

    /** Verbs that end so go on to something else; "want to" and "is doing" are one verb in two words. */
    private static final String ENDINGS = "(?<=[가-힣](?:고|구|고요|구요|데|데요|지만|니까|면서|요|죠|음|임|됨|함|짐))\\s+(?!싶|있|계)"
            + "|(?<=けど|けれど|ですが|ますが|ので|のと|るし|いし|たし|だし|うえに)";

    private static final Pattern JOINED = Pattern.compile(JOINTS);
    private static final Pattern ENDS = Pattern.compile(MARKS + '|' + JOINTS + '|' + ENDINGS);

    /** A space beside a letter of a script without spaces. Korean has spaces. */
    private static final Pattern ENDS_WITHOUT_SPACES = Pattern.compile(
            ENDS.pattern()
                    + "|(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}])\\s+|\\s+(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}])");

    private static final int LONGEST = 2_000;
    private static final int LONGEST_UNMARKED = 300;
    private static final ThreadLocal<BreakIterator> BREAKS =
            ThreadLocal.withInitial(() -> BreakIterator.getWordInstance(ULocale.ROOT));

    private Clauses() {}

    /** The parts, in order; one when the message is not to be cut. */
    static List<String> of(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        boolean spaced = cut.codePoints().noneMatch(Clauses::isOfScriptWithoutSpaces);
        int shortest = spaced && !isKorean(cut) ? SHORTEST : SHORTEST_WITHOUT_SPACES;
        List<String> clauses = new ArrayList<>();
        for (String piece : (spaced ? ENDS : ENDS_WITHOUT_SPACES).split(cut)) {
            if (piece.strip().length() >= shortest) {
                clauses.add(piece.strip());
            }
        }
        return clauses;
    }

    private static boolean isOfScriptWithoutSpaces(int point) {
        return Tokenizer.isWrittenWithoutSpaces(point)
                && Character.UnicodeScript.of(point) != Character.UnicodeScript.HANGUL;
    }

    /** Whether a word such as "and" joins two parts. */
    static boolean isJoined(String text) {
        return JOINED.matcher(text.length() <= LONGEST ? text : text.substring(0, LONGEST))
                .find();
    }

    private static boolean isKorean(String text) {
        return text.codePoints().anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HANGUL);
    }

    /** Where the text could be cut between two words so that each side has enough of them. */
    static List<Integer> places(String text) {
        String cut = text.length() <= LONGEST_UNMARKED ? text : text.substring(0, LONGEST_UNMARKED);
        int fewestWords = isKorean(cut) ? FEWEST_KOREAN_WORDS : FEWEST_WORDS;
        BreakIterator breaks = BREAKS.get();
        breaks.setText(cut);
        List<Integer> starts = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            if (Character.isLetterOrDigit(cut.codePointAt(start))) {
                starts.add(start);
            }
        }
        return starts.size() < 2 * fewestWords
                ? List.of()
                : List.copyOf(starts.subList(fewestWords, starts.size() - fewestWords + 1));
    }
}
