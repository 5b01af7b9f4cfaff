package io.polyclerk.ai.understanding;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Says whether a bare number of one to three digits counts things that are wanted or were bought. Thread-safe. */
final class Quantities {

    private static final int MOST = 100;
    private static final int WINDOW = 24;

    /** "2 in 1" on either side. */
    private static final Pattern RATIO_AFTER = Pattern.compile("(?s)^ in \\d.*");

    private static final Pattern RATIO_BEFORE = Pattern.compile("(?s).*\\d in ");
    private static final Pattern STARS_BEFORE = Pattern.compile("(?:星|별|별점|★|bintang) ?$");
    private static final Pattern TIMES_AFTER = Pattern.compile("(?s)^ ?[x×](?![\\p{L}]).*");
    private static final Pattern TIMES_BEFORE = Pattern.compile("(?s).*[x×] ?");

    /** A word that is no "and" and no "to" in any of the languages. */
    private static final Pattern WORD_AFTER = Pattern.compile(
            "(?s)^ (?!(?:and|or|to|of|y|o|e|ou|et|und|oder|bis|ve|veya|dan|atau|sampai|và|hoặc|и|или|до|और|या"
                    + "|و|أو|กับ|หรือ)(?![\\p{L}\\p{M}])|%)[\\p{L}\\p{M}]{3,}.*");

    /** Names of products that end in a number, and ages. */
    private static final Pattern NAME_BEFORE = Pattern.compile(
            "(?s).*(?:[a-z]*(?:phone|pad|pods|galaxy|pixel|ps|xbox|pro|max|mi|note|version|model|type|page|gen|windows|no|nr|level|bintang|아이폰|갤럭시|별점?|アイフォン|星|苹果|华为|айфон|आईफोन|ไอโฟน|ايفون|آيفون)"
                    + "|(?<!\\p{L})(?:aged?|i am|i'm|im|umur|usia|bin|j'ai|tengo|tenho)|tuổi|อายุ|उम्र|عمر[هيك]?|возраст|мне|나이) ?");

    private static final Pattern OF_AFTER = Pattern.compile("(?s)^ (?:of|de|của|من) (?!\\d).*");

    /** "2 in size M". */
    private static final Pattern SIZE_AFTER =
            Pattern.compile("(?s)^(?: [\\p{L}\\p{M}]{1,8}){1,3} ?(?:[2-6]?x{1,3}[sl]|[sml]|x?gg)(?![\\p{L}\\d]).*");

    private final Pattern units;
    private final Pattern orders;
    private final Pattern wanted;

    /** @param languages of the message, its own first */
    Quantities(List<SlotWords> languages) {
        units = Pattern.compile("^[\\s-]?(?:" + pattern(Announcements.all(languages, SlotWords::units)) + ")");
        orders = Pattern.compile("^ ?(?:" + stems(Announcements.all(languages, SlotWords::order)) + ")");
        wanted = Pattern.compile("(?s).*(?:" + pattern(Announcements.all(languages, SlotWords::wanted))
                + ")(?:[:\\s]|(?<=\\p{IsHan}))\\s?");
    }

    private static String pattern(Collection<String> words) {
        return Announcements.anyOf(words).pattern();
    }

    /** Words that begin so: "orders" too. */
    static String stems(Collection<String> words) {
        return words.stream()
                .filter(word -> word.length() > 2 || word.codePointAt(0) > 0x2E80)
                .distinct()
                .map(Pattern::quote)
                .reduce((one, other) -> one + "|" + other)
                .orElse("(?!)");
    }

    boolean hasUnit(String after) {
        return units.matcher(after).find();
    }

    /** @param bare the number @param plain the text, in which it begins at start @param after what follows it */
    boolean isOne(String plain, int start, String after, String bare) {
        String before = plain.substring(Math.max(0, start - WINDOW), start);
        boolean isShare = before.endsWith("%"); // Turkish writes %100
        boolean isRatio = RATIO_AFTER.matcher(after).matches()
                || RATIO_BEFORE.matcher(before).matches();
        if (isShare || isRatio || !bare.matches("\\d{1,3}") || bare.matches("0+")) {
            return false;
        }
        if (TIMES_AFTER.matcher(after).matches() || TIMES_BEFORE.matcher(before).matches()) {
            return true;
        }
        if (orders.matcher(after).find() || STARS_BEFORE.matcher(before).find()) {
            return false;
        }
        if (hasUnit(after)) {
            return true;
        }
        boolean isNamed = NAME_BEFORE.matcher(before).matches();
        return !isNamed && Integer.parseInt(bare) <= MOST && isWanted(before, after);
    }

    private boolean isWanted(String before, String after) {
        boolean wordFollows = WORD_AFTER.matcher(after).matches();
        boolean nothingCounted =
                after.isBlank() || after.matches("(?s)^[ ,.!?。，].*") || !after.matches("(?s)^[\\p{L}\\d%:/-].*");
        return wordFollows
                || SIZE_AFTER.matcher(after).matches()
                || OF_AFTER.matcher(after).matches()
                || nothingCounted && wanted.matcher(before).matches();
    }
}
