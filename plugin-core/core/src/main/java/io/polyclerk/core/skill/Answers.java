package io.polyclerk.core.skill;

import io.polyclerk.core.language.LanguagePacks;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Knows a typed yes, no, "all of them", "ok, thanks" or "are you a bot?" in every language that has a pack. Only a message that is nothing else counts; whatever else is said
 * is none of them.
 */
public final class Answers {

    /** Whoever writes more than this says something else, too. */
    private static final int LONGEST = 60;

    private static final String YES = "answer.yes";
    private static final String NO = "answer.no";
    private static final String ALL = "answer.all";
    private static final String OK = "small.ok";
    private static final String THANKS = "small.thanks";
    private static final String ASKED_FOR_BOT = "asked.bot";

    private final Set<String> yes = new HashSet<>();
    private final Set<String> no = new HashSet<>();
    private final Set<String> all = new HashSet<>();
    private final Set<String> ok = new HashSet<>();
    private final Set<String> thanks = new HashSet<>();
    private final Set<String> askedForBot = new HashSet<>();

    public Answers(LanguagePacks packs) {
        for (String tag : packs.writings()) {
            add(yes, packs.forTag(tag).pattern(YES));
            add(no, packs.forTag(tag).pattern(NO));
            add(all, packs.forTag(tag).pattern(ALL));
            add(ok, packs.forTag(tag).pattern(OK));
            add(thanks, packs.forTag(tag).pattern(THANKS));
            add(askedForBot, packs.forTag(tag).pattern(ASKED_FOR_BOT));
        }
    }

    /** What a text answers. */
    public enum Answer {
        YES,
        NO,
        NEITHER
    }

    public Answer read(String text) {
        String bare = bare(text);
        if (yes.contains(bare)) {
            return no.contains(bare) ? Answer.NEITHER : Answer.YES;
        }
        return isOnlyNo(bare) ? Answer.NO : Answer.NEITHER;
    }

    /** "Nah, forget it" says no twice. A yes must be nothing else: it may cost money. */
    private boolean isOnlyNo(String bare) {
        return isOnly(bare, no::contains);
    }

    /** Whether a text is a row of listed phrases, which may hold several words each. Every border between words is looked at once. */
    static boolean isOnly(String bare, Predicate<String> words) {
        if (bare.length() > LONGEST) {
            return false;
        }
        List<Integer> reached = new ArrayList<>(List.of(0));
        for (int end = border(bare, 0); end >= 0; end = border(bare, end + 1)) {
            int here = end;
            if (reached.stream().anyMatch(start -> words.test(bare.substring(start, here)))) {
                if (end == bare.length()) {
                    return true;
                }
                reached.add(end + 1);
            }
        }
        return false;
    }

    /** Where the word ends that begins there; below 0 behind the last one. */
    private static int border(String bare, int from) {
        int space = bare.indexOf(' ', from);
        return from > bare.length() ? -1 : space < 0 ? bare.length() : space;
    }

    /** Whether a text says that what was said is well, and nothing else: "ok", "ah, got it". */
    boolean isOk(String text) {
        return isOnly(bare(text), ok::contains);
    }

    /** Whether a text thanks and says nothing beside it but that all is well: "ok thanks". */
    boolean isThanks(String text) {
        String bare = bare(text);
        return !isOk(text) && isOnly(bare, word -> ok.contains(word) || thanks.contains(word));
    }

    /** Whether a text says that all of what was listed is meant. */
    boolean isAll(String text) {
        return all.contains(bare(text));
    }

    /** Whether a text asks if it is a machine that answers. */
    boolean asksForBot(String text) {
        return askedForBot.contains(bare(text));
    }

    private static void add(Set<String> words, String list) {
        for (String word : list.split("\\|", -1)) {
            words.add(bare(word));
        }
    }

    /** Letters, marks and single spaces, in lower case. Look-alikes from other scripts stay what they are. */
    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\s]+", " ")
                .strip();
    }
}
