package io.polyclerk.core.ticket;

import org.jspecify.annotations.Nullable;

/**
 * Work that a turn leaves for a human; the store gives it its number.
 *
 * @param kind wire name of the intent it came from
 * @param summary what the shopper wants, in the shopper's words, cut to a sensible length
 * @param orderNumber as the shopper wrote it
 * @param urgent whether it should be looked at first
 */
public record TicketDraft(
        String kind, String summary, @Nullable String orderNumber, String language, boolean urgent) {}
