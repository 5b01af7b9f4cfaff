package io.polyclerk.core.proactive;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a merchant lets the bot say first. Nothing is switched on before somebody does it.
 *
 * @param rules for each occasion
 * @param night in which nobody is written to
 * @param perWeek messages that one shopper gets within seven days, whatever they are about
 * @param resultDays days after the first reminder in which a payment counts
 * @param alertAtMost stars up to which the seller is told of a rating; 0 for never
 */
public record ProactivePolicy(
        Map<Occasion, Rule> rules, QuietHours night, int perWeek, int resultDays, int alertAtMost) {

    private static final int PER_WEEK = 3;
    private static final int RESULT_DAYS = 7;
    private static final int CONTROL = 10;

    public static final ProactivePolicy DEFAULT = new ProactivePolicy(
            Map.of(),
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0), ZoneId.of("UTC")),
            PER_WEEK,
            RESULT_DAYS,
            0);

    /**
     * What holds for an occasion.
     *
     * @param after how long after the order was placed, or arrived; nothing for news
     * @param again how long after a reminder the next one comes
     * @param most reminders of one order
     * @param controlPercent share of shoppers who get nothing, so that one can tell what it brings
     * @param texts the merchant's own words by language tag, ICU patterns; without any the pack's are said
     */
    public record Rule(
            boolean on, Duration after, Duration again, int most, int controlPercent, Map<String, String> texts) {
        public Rule {
            texts = Map.copyOf(texts);
        }

        public Rule switched(boolean isOn) {
            return new Rule(isOn, after, again, most, controlPercent, texts);
        }
    }

    public ProactivePolicy {
        Map<Occasion, Rule> all = new EnumMap<>(Occasion.class);
        for (Occasion occasion : Occasion.values()) {
            all.put(occasion, Objects.requireNonNullElse(rules.get(occasion), usual(occasion)));
        }
        rules = Map.copyOf(all);
    }

    public Rule of(Occasion occasion) {
        return Objects.requireNonNullElse(rules.get(occasion), usual(occasion));
    }

    /** Whether anything is switched on for this purpose: only then a shopper is asked. */
    public boolean wants(Purpose purpose) {
        return rules.entrySet().stream()
                .anyMatch(rule ->
                        rule.getKey().purpose() == purpose && rule.getValue().on());
    }

    /** As if everything were switched on, to see what would happen. */
    public ProactivePolicy allOn() {
        Map<Occasion, Rule> on = new EnumMap<>(Occasion.class);
        rules.forEach((occasion, rule) -> on.put(occasion, rule.switched(true)));
        return new ProactivePolicy(on, night, perWeek, resultDays, alertAtMost);
    }

    private static Rule usual(Occasion occasion) {
        return switch (occasion) {
            case PAYMENT_REMINDER -> new Rule(false, Duration.ofHours(4), Duration.ofDays(1), 2, CONTROL, Map.of());
            // Who said "yes, tell me when it ships" is not kept waiting for the sake of a number.
            case ORDER_SHIPPED, ORDER_DELIVERED -> new Rule(false, Duration.ZERO, Duration.ZERO, 1, 0, Map.of());
            case REVIEW_REQUEST -> new Rule(false, Duration.ofDays(5), Duration.ZERO, 1, CONTROL, Map.of());
        };
    }
}
