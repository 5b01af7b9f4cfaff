package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ContactRow;
import java.util.Locale;
import java.util.Optional;

/** The numbers that are shares of contacts or of their turns, to ask for the conversations behind one. */
public enum FigureName {
    FCR,
    HANDOFF_SHARE,
    CSAT,
    LOCAL_SHARE,
    REOPENED_WITHIN7_DAYS,
    TICKET_SHARE,
    UNDERSTOOD_SHARE;

    /** By its name in the numbers, such as {@code handoffShare}. */
    public static Optional<FigureName> of(String name) {
        String wanted = name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        for (FigureName one : values()) {
            if (one.name().equals(wanted)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** Whether a contact is part of what the share is of. */
    boolean isOf(ContactRow contact) {
        return switch (this) {
            case FCR, HANDOFF_SHARE, TICKET_SHARE -> contact.hasWish();
            case CSAT -> contact.rating() != null;
            case LOCAL_SHARE, UNDERSTOOD_SHARE -> contact.turns() > 0;
            case REOPENED_WITHIN7_DAYS -> contact.hasWish() && contact.ended();
        };
    }

    /** Whether such a contact counts; for shares of turns, whether all of its turns do. */
    boolean counts(ContactRow contact) {
        Integer rating = contact.rating();
        return switch (this) {
            case FCR -> contact.solved();
            case HANDOFF_SHARE -> contact.handedOff();
            case TICKET_SHARE -> contact.ticket();
            case CSAT -> rating != null && rating >= Ratings.GOOD;
            case LOCAL_SHARE -> contact.localTurns() == contact.turns();
            case UNDERSTOOD_SHARE -> contact.understoodTurns() == contact.turns();
            case REOPENED_WITHIN7_DAYS -> contact.reopened();
        };
    }
}
