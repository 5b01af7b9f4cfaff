package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ContactRow;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts are counted; null means any.
 *
 * @param from begin of the period, in it
 * @param to its end, not in it
 * @param zone whose days the days are
 * @param intent wire name of a wish
 */
public record Asked(
        @Nullable String merchant,
        Instant from,
        Instant to,
        ZoneId zone,
        @Nullable String connection,
        @Nullable String language,
        @Nullable String intent) {

    /** Whether only one channel, language or wish is asked for. */
    boolean isOfPart() {
        return connection != null || language != null || intent != null;
    }

    boolean accepts(ContactRow contact) {
        return !contact.begin().isBefore(from)
                && contact.begin().isBefore(to)
                && (connection == null || connection.equals(contact.connection()))
                && (language == null || language.equals(contact.language()))
                && (intent == null || contact.wishes().contains(intent));
    }
}
