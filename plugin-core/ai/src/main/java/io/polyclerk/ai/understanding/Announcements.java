package io.polyclerk.ai.understanding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the word that announces a number: the nearest one before it in the same sentence, else one right behind it. Thread-safe. */
final class Announcements {

    private static final int WINDOW = 32;
    private static final int SHORT_WORD = 3;
    private static final String NOT_LATIN_BEFORE = "(?<![a-z0-9\\p{IsLatin}])";
    private static final String NOT_LATIN_AFTER = "(?![a-z0-9\\p{IsLatin}])";
    private static final String ARABIC_BEFORE = "(?<=(?:^|[^\\p{IsArabic}])(?:[وفبلك]?ال|لل|[وفبلك])?)";

    private static final Pattern SIZE_BEHIND =
            Pattern.compile("[ :]{0,3}(?:[2-6]?x{0,4}[sl]|m|p|xg|x?gg|\\d)(?![a-z])");

    /** What a number can be announced as. */
    enum Kind {
        ORDER,
        TRACKING,
        PHONE,
        POSTCODE,
        SIZE
    }

    private final Map<Kind, Pattern> words = new EnumMap<>(Kind.class);

    Announcements(List<SlotWords> languages) {
        put(Kind.ORDER, languages.stream().map(SlotWords::order).toList());
        put(Kind.TRACKING, languages.stream().map(SlotWords::tracking).toList());
        put(Kind.PHONE, languages.stream().map(SlotWords::phone).toList());
        put(Kind.POSTCODE, languages.stream().map(SlotWords::postcode).toList());
        put(Kind.SIZE, languages.stream().map(SlotWords::size).toList());
    }

    private void put(Kind kind, List<List<String>> lists) {
        words.put(kind, anyOf(lists.stream().flatMap(Collection::stream).toList()));
    }

    /**
     * A pattern for any of the words. Latin words must stand alone; Cyrillic, Devanagari and Arabic words must begin where a word begins,
     * Arabic ones after "and", "to" or "the", and may be inflected; other scripts may touch their neighbours.
     */
    static Pattern anyOf(Collection<String> words) {
        // Words with the same borders share them: each border by itself would take more memory than all words.
        Map<Borders, List<String>> alike = new EnumMap<>(Borders.class);
        words.stream()
                .distinct()
                .sorted((one, other) -> other.length() - one.length())
                .forEach(word -> alike.computeIfAbsent(Borders.of(word), absent -> new ArrayList<>())
                        .add(Pattern.quote(word)));
        String alternatives = alike.entrySet().stream()
                .map(group -> group.getKey().around(String.join("|", group.getValue())))
                .collect(Collectors.joining("|"));
        return Pattern.compile(alternatives.isEmpty() ? "(?!)" : alternatives);
    }

    /** What must not be, or must be, before and behind a word. */
    private enum Borders {
        LATIN(NOT_LATIN_BEFORE, NOT_LATIN_AFTER),
        INFLECTED("(?<![\\p{L}\\p{M}])", ""),
        INFLECTED_SHORT("(?<![\\p{L}\\p{M}])", "(?![\\p{L}\\p{M}])"),
        ARABIC(ARABIC_BEFORE, ""),
        ARABIC_SHORT(ARABIC_BEFORE, "(?!\\p{IsArabic})"),
        NONE("", "");

        private final String before;
        private final String behind;

        Borders(String before, String behind) {
            this.before = before;
            this.behind = behind;
        }

        static Borders of(String word) {
            return switch (Character.UnicodeScript.of(word.codePointAt(0))) {
                case LATIN -> LATIN;
                case CYRILLIC, DEVANAGARI -> word.length() <= SHORT_WORD ? INFLECTED_SHORT : INFLECTED;
                case ARABIC -> word.length() < SHORT_WORD ? ARABIC_SHORT : ARABIC;
                default -> NONE;
            };
        }

        String around(String alternatives) {
            return before + "(?:" + alternatives + ")" + behind;
        }
    }

    /** What the number between start and end is announced as. */
    Optional<Kind> of(String plain, int start, int end) {
        String before = clause(plain.substring(Math.max(0, start - WINDOW), start));
        Kind nearest = null;
        int nearestEnd = -1;
        int longest = 0;
        for (Map.Entry<Kind, Pattern> entry : words.entrySet()) {
            int[] found = last(entry.getValue(), before);
            int length = found[1] - found[0];
            // "Tracking number" ends where "number" does and says more.
            if (found[1] > nearestEnd || found[1] == nearestEnd && length > longest) {
                nearestEnd = found[1];
                longest = length;
                nearest = found[1] < 0 ? nearest : entry.getKey();
            }
        }
        return nearest != null
                ? Optional.of(nearest)
                : behind(plain.substring(end, Math.min(plain.length(), end + 20)));
    }

    /** Whether the number at start follows such a word with nothing but a sign between: "order 67", "订单号：67". */
    boolean isRightBefore(Kind kind, String plain, int start) {
        String before = plain.substring(Math.max(0, start - WINDOW), start);
        int[] found = last(Objects.requireNonNull(words.get(kind)), before);
        return found[1] >= 0 && before.substring(found[1]).matches("[ :：#.№º°号是]{0,3}");
    }

    private Optional<Kind> behind(String after) {
        for (Map.Entry<Kind, Pattern> entry : words.entrySet()) {
            Matcher matcher = entry.getValue().matcher(after);
            boolean isBehind =
                    matcher.find() && after.substring(0, matcher.start()).matches("[ 号的番nº.'’a-zı]{0,8}");
            // "2 in size M" are two.
            boolean announcesAnother = isBehind
                    && entry.getKey() == Kind.SIZE
                    && SIZE_BEHIND.matcher(after.substring(matcher.end())).lookingAt();
            if (isBehind && !announcesAnother) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    private static String clause(String before) {
        int cut = -1;
        for (String end : List.of("\n", "! ", "? ", "。", "！", "？", "؟", ". ", "; ")) {
            cut = Math.max(cut, before.lastIndexOf(end));
        }
        return before.substring(cut + 1);
    }

    /** Start and end of the last match; -1 and -1 when there is none. */
    private static int[] last(Pattern pattern, String text) {
        int[] place = {-1, -1};
        Matcher matcher = pattern.matcher(text);
        // One announcement may begin inside another: "cargo tracking" and "tracking number".
        for (int from = 0; from <= text.length() && matcher.find(from); from = matcher.start() + 1) {
            if (matcher.end() > place[1]) {
                place[0] = matcher.start();
                place[1] = matcher.end();
            }
        }
        return place;
    }

    /** All words of all languages in one list. */
    static List<String> all(List<SlotWords> languages, java.util.function.Function<SlotWords, List<String>> list) {
        List<String> all = new ArrayList<>();
        languages.forEach(words -> all.addAll(list.apply(words)));
        return all;
    }
}
