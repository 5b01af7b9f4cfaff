package io.polyclerk.server.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well shoppers were served in a period.
 *
 * @param fcr first-contact resolution
 * @param zone whose days the days are
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

    /** Plain counts. */
    public record Totals(long conversations, long contacts, long contactsWithWish, long turns) {}

    /** Contacts that began on a day. */
    public record Day(LocalDate day, long contacts, long handedOff, long solved) {}

    /** Contacts of one intent, language or connection; one with several intents counts for each. */
    public record Part(String name, long contacts, long handedOff, long solved) {}
}
