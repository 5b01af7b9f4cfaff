package io.polyclerk.server.persistence.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What counts of one time that a shopper got in touch.
 *
 * @param wishes wire names of what was wanted; empty when nothing was
 * @param ended whether the shopper confirmed it or its ticket was closed
 * @param solved by the bot alone
 * @param agentWait seconds from the promise of an agent to the first deed of one; null when none came
 * @param botWaits milliseconds until each answer of the bot
 */
public record ContactRow(
        String conversation,
        String connection,
        Instant begin,
        String language,
        Set<String> wishes,
        boolean handedOff,
        boolean ticket,
        boolean ended,
        boolean reopened,
        boolean solved,
        int turns,
        int localTurns,
        int understoodTurns,
        @Nullable Integer rating,
        @Nullable Long agentWait,
        List<Long> botWaits) {

    public ContactRow {
        wishes = Set.copyOf(wishes);
        botWaits = List.copyOf(botWaits);
    }

    public boolean hasWish() {
        return !wishes.isEmpty();
    }
}
