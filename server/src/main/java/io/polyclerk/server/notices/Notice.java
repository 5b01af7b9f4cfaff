package io.polyclerk.server.notices;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should look at.
 *
 * @param count how many
 * @param since of the oldest, or when it will be too late; null where there is no such moment
 * @param subject id of the connection or the merchant; null for the others
 * @param reason in words; null where the kind says it all
 */
public record Notice(
        Kind kind,
        int count,
        @Nullable Instant since,
        @Nullable String subject,
        @Nullable String reason) {

    /** What it is about; the most pressing first. */
    public enum Kind {
        /** Shoppers wait for a human. */
        WAITING,
        /** A connection does not work. */
        CONNECTION,
        /** A shop has switched its webhooks off, and they cannot be switched on again. */
        WEBHOOKS,
        /** The credential of a shop ends soon and could not be renewed. */
        EXPIRING,
        /** Messages that no platform took. */
        UNDELIVERED,
        /** Tickets that should have been done. */
        OVERDUE,
        /** Shoppers were disappointed, and nobody has spoken to them since. */
        BAD_RATING,
        /** Spending on a model near its cap. */
        SPENDING,
        /** A share of the cap of a bill has been reached. */
        CAP,
        /** Events that another system did not take. */
        EVENTS,
        /** E-mails that no mail server took. */
        MAIL;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofWireName(String name) {
            for (Kind kind : values()) {
                if (kind.wireName().equals(name)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** Tells it from others. */
    public String key() {
        return kind.wireName() + " " + (subject == null ? "" : subject);
    }
}
