package io.polyclerk.spi;

import java.util.List;

/** What a webhook turned out to be: genuine, with what it tells, or refused before anything of it is stored. */
public sealed interface WebhookOutcome<E> {

    /** Genuine. A handshake is accepted with no events. The answer goes out after the events are stored. */
    record Accepted<E>(List<E> events, WebhookAnswer answer) implements WebhookOutcome<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * Not genuine, or not readable.
     *
     * @param status the HTTP status that is answered, 4xx
     * @param reason for the log and a counter; never sent to the caller
     */
    record Rejected<E>(int status, String reason) implements WebhookOutcome<E> {}

    /** Genuine, and answered with an empty 200. */
    static <E> WebhookOutcome<E> accepted(List<E> events) {
        return new Accepted<>(events, WebhookAnswer.OK);
    }

    /** Refused. @param status that is answered, 4xx @param reason for the log, never sent */
    static <E> WebhookOutcome<E> rejected(int status, String reason) {
        return new Rejected<>(status, reason);
    }
}
