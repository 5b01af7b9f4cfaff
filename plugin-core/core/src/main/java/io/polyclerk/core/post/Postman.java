package io.polyclerk.core.post;

import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.mail.Mail.Purpose;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.post.MailStore.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Carries e-mails to the mail server. Each try is recorded before it begins. SMTP knows no idempotency key, so what a crash or a broken
 * connection leaves in doubt goes out once more under the same id and is counted; no e-mail is repeated on doubt more often than that.
 * One node at a time may use it; for one thread.
 */
public final class Postman {

    private static final System.Logger LOGGER = System.getLogger(Postman.class.getName());

    /** For about two days of a mail server's trouble. */
    public static final RetryPolicy POLICY = new RetryPolicy(Duration.ofSeconds(5), Duration.ofHours(2), 33);

    /** However many conversations ask for them: nobody's mailbox is filled by a stranger. */
    static final int CODES_PER_PERSON = 5;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int AT_ONCE = 50;

    private final MailStore store;
    private final MailTransport transport;
    private final RetryPolicy policy;
    private final Counters counters;
    private final Clock clock;

    public Postman(MailStore store, MailTransport transport, RetryPolicy policy, Counters counters, Clock clock) {
        this.store = store;
        this.transport = transport;
        this.policy = policy;
        this.counters = counters;
        this.clock = clock;
    }

    /** Carries what is due. @param longest for how long at most @return how many were taken */
    public int round(Duration longest) {
        int taken = 0;
        Instant end = clock.instant().plus(longest);
        for (Waiting waiting : store.due(clock.instant(), AT_ONCE)) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            Outcome outcome = carry(waiting);
            taken += outcome == Outcome.TAKEN ? 1 : 0;
            if (outcome == Outcome.SERVER_AWAY) {
                break;
            }
        }
        return taken;
    }

    private enum Outcome {
        TAKEN,
        NOT_TAKEN,
        SERVER_AWAY
    }

    private Outcome carry(Waiting waiting) {
        Mail mail = waiting.mail();
        Instant now = clock.instant();
        Instant until = mail.until();
        if (until != null && !until.isAfter(now)) {
            return ended(waiting, MailState.EXPIRED, "it came too late");
        }
        boolean bringsCode = mail.purpose() == Purpose.CODE || mail.purpose() == Purpose.CONFIRMATION;
        if (bringsCode && store.sentSince(waiting.person(), mail.purpose(), now.minus(HOUR)) >= CODES_PER_PERSON) {
            return ended(waiting, MailState.WITHHELD, "this address was sent enough codes within an hour");
        }
        if (!store.recordAttempt(waiting.id(), now)) {
            return Outcome.NOT_TAKEN;
        }
        if (waiting.uncertain()) {
            counters.count("mail_repeats", "");
        }
        try {
            transport.send(waiting.mailId(), mail);
        } catch (MailFailure failure) {
            return failed(waiting, failure);
        }
        ended(waiting, MailState.SENT, "");
        return Outcome.TAKEN;
    }

    private Outcome failed(Waiting waiting, MailFailure failure) {
        int tries = waiting.attempts() + 1;
        boolean doubtful = failure.kind() == MailFailure.Kind.UNCERTAIN;
        String reason = String.valueOf(failure.getMessage());
        if (failure.kind() == MailFailure.Kind.REFUSED
                || policy.isExhausted(tries)
                || doubtful && waiting.uncertain()) {
            return ended(waiting, MailState.DEAD, reason);
        }
        store.recordRetry(waiting.id(), clock.instant().plus(policy.pauseAfter(tries)), doubtful, reason);
        LOGGER.log(
                tries == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                "e-mail {0} was not taken: {1}",
                waiting.mailId(),
                reason);
        return failure.kind() == MailFailure.Kind.AWAY ? Outcome.SERVER_AWAY : Outcome.NOT_TAKEN;
    }

    private Outcome ended(Waiting waiting, MailState end, String reason) {
        store.recordEnd(waiting.id(), end, reason, clock.instant());
        counters.count(
                "mails",
                waiting.mail().purpose().name().toLowerCase(java.util.Locale.ROOT) + "_"
                        + end.name().toLowerCase(java.util.Locale.ROOT));
        if (end == MailState.DEAD) {
            LOGGER.log(System.Logger.Level.WARNING, "e-mail {0} is given up: {1}", waiting.mailId(), reason);
        }
        return Outcome.NOT_TAKEN;
    }
}
