package io.polyclerk.core.skill;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The amount of money that a question names as the most. */
final class NamedAmount {

    private static final int NEAR = 10;
    private static final int THOUSAND = 1_000;
    private static final int TEN_THOUSAND = 10_000;
    private static final int MILLION = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{Nd}.,])(\\p{Nd}{1,7}(?:[.,]\\p{Nd}{1,2})?)(?![\\p{Nd}])\\s*([万萬만]|หมื่น|[千천]|พัน|(?:k|rb|ribu|ngh?[ìi]n|ngàn|bin|hazaa?r|тыс\\p{L}*|tr|triệu|jt|juta)(?!\\p{L})|हज़ार|हजार)?");

    private static final String UNIT = "unit";

    private NamedAmount() {}

    static boolean isIn(String text) {
        return NUMBER.matcher(text).find();
    }

    /** Three days and 20 cm are no money. */
    private static boolean isUnit(PackWords.Found found, MatchResult number) {
        int gap = found.start() - number.end();
        return found.list().equals(UNIT) && gap >= 0 && gap <= 1;
    }

    /** The number right behind "under", else the one right before it, as some languages have it. */
    static @Nullable BigDecimal near(String text, List<PackWords.Found> under, List<PackWords.Found> all) {
        List<MatchResult> numbers = NUMBER.matcher(text)
                .results()
                .filter(number -> all.stream().noneMatch(one -> isUnit(one, number)))
                .toList();
        return under.stream()
                .flatMap(word -> Stream.concat(
                        numbers.stream().filter(number -> isNear(word.end(), number.start())),
                        numbers.stream().filter(number -> isNear(number.end(), word.start()))))
                .findFirst()
                .map(NamedAmount::amount)
                .orElse(null);
    }

    private static boolean isNear(int end, int start) {
        return start >= end && start - end <= NEAR;
    }

    private static BigDecimal amount(MatchResult number) {
        BigDecimal amount = new BigDecimal(ascii(number.group(1)).replace(',', '.'));
        String times = number.group(2);
        return times == null ? amount : amount.multiply(BigDecimal.valueOf(times(times)));
    }

    private static int times(String word) {
        return switch (word) {
            case "万", "萬", "만", "หมื่น" -> TEN_THOUSAND;
            case "tr", "triệu", "jt", "juta" -> MILLION;
            default -> THOUSAND;
        };
    }

    private static String ascii(String number) {
        StringBuilder ascii = new StringBuilder();
        number.codePoints()
                .forEach(point -> ascii.append(
                        Character.isDigit(point)
                                ? String.valueOf(Character.digit(point, 10))
                                : Character.toString(point)));
        return ascii.toString();
    }
}
