package io.polyclerk.server.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well shoppers were served in a period.
 *
 * @param fcr first-contact resolution
 * @param zone whose days the days are
 * @param costPerSolved null where one channel, language or wish is asked for: what was spent is known of a merchant only
 * @param openTickets at this moment
 */
public record ServiceNumbers(
        @Nullable String merchant,
        Instant from,
        Instant to,
        String zone,
        Figure fcr,
        Figure handoffShare,
        Figure csat,
        Figure localShare,
        Figure reopenedWithin7Days,
        Figure ticketShare,
        Figure understoodShare,
        Figure medianAgentAnswerSeconds,
        Figure medianBotAnswerSeconds,
        @Nullable Cost costPerSolved,
        Totals totals,
        int openTickets,
        List<Day> days,
        List<Part> intents,
        List<Part> languages,
        List<Part> connections) {

    /**
     * A number and the counts that it comes from.
     *
     * @param value null when there is nothing to compute it from
     * @param definition what is counted, in words
     */
    public record Figure(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Double value,

            long count,
            long of,
            String definition) {

        static Figure share(long count, long of, String definition) {
            return new Figure(of == 0 ? null : Math.round(10_000.0 * count / of) / 10_000.0, count, of, definition);
        }
    }

    /**
     * Money and what it was spent on, in the currency of the cap.
     *
     * @param value what each solved contact has cost; null when none was solved
     * @param of contacts that count as solved at first contact
     * @param on the parts of what was spent, by name
     */
    public record Cost(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal value,

            BigDecimal spent,
            long of,
            Map<String, BigDecimal> on,
            String definition) {

        private static final int MILLIONTHS = 6;

        static Cost of(Map<String, Long> millionths, long solved, String definition) {
            Map<String, BigDecimal> on = new TreeMap<>();
            millionths.forEach((name, spent) -> on.put(name, BigDecimal.valueOf(spent, MILLIONTHS)));
            BigDecimal spent = on.values().stream().reduce(BigDecimal.valueOf(0, MILLIONTHS), BigDecimal::add);
            return new Cost(
                    solved == 0 ? null : spent.divide(BigDecimal.valueOf(solved), MILLIONTHS, RoundingMode.HALF_UP),
                    spent,
                    solved,
                    on,
                    definition);
        }
    }

    /** Plain counts. */
    public record Totals(long conversations, long contacts, long contactsWithWish, long turns) {}

    /** Contacts that began on a day. */
    public record Day(LocalDate day, long contacts, long handedOff, long solved) {}

    /** Contacts of one intent, language or connection; one with several intents counts for each. */
    public record Part(String name, long contacts, long handedOff, long solved) {}
}
