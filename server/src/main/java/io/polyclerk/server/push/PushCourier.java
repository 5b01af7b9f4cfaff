package io.polyclerk.server.push;

import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.server.persistence.notices.PushOutlet;
import io.polyclerk.server.persistence.notices.PushOutlet.Outgoing;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Carries what is due to the push services. Each try is recorded before it begins; what a crash leaves in doubt goes out again, because a
 * service and a browser keep only the last of one topic. One node at a time may use it; for one thread.
 */
final class PushCourier {

    private static final System.Logger LOGGER = System.getLogger(PushCourier.class.getName());
    private static final RetryPolicy POLICY = new RetryPolicy(Duration.ofSeconds(5), Duration.ofHours(1), 12);
    private static final Duration IN_DOUBT = Duration.ofMinutes(2);
    private static final int AT_ONCE = 100;

    private final PushOutlet outlet;
    private final PushSender sender;
    private final Counters counters;
    private final Clock clock;

    PushCourier(PushOutlet outlet, PushSender sender, Counters counters, Clock clock) {
        this.outlet = outlet;
        this.sender = sender;
        this.counters = counters;
        this.clock = clock;
    }

    /** @param longest for how long at most @return how many were taken */
    int round(Duration longest) {
        Instant end = clock.instant().plus(longest);
        Set<String> silent = new HashSet<>();
        int taken = 0;
        for (Outgoing one : outlet.due(clock.instant(), AT_ONCE)) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            String service = String.valueOf(URI.create(one.browser().endpoint()).getHost());
            // Where one is not taken now, the others need not wait for the same.
            if (!silent.contains(service)) {
                PushSender.Outcome outcome = carry(one);
                taken += outcome == PushSender.Outcome.TAKEN ? 1 : 0;
                if (outcome == PushSender.Outcome.LATER) {
                    silent.add(service);
                }
            }
        }
        return taken;
    }

    private PushSender.Outcome carry(Outgoing one) {
        Instant now = clock.instant();
        outlet.attempt(one.id(), now.plus(IN_DOUBT));
        PushSender.Outcome outcome = sender.send(one.browser(), one.words(), now);
        switch (outcome) {
            case TAKEN -> outlet.end(one.id());
            case GONE -> outlet.forget(one.subscription());
            case REFUSED -> {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "a push service refuses what is for browser {0}",
                        one.subscription());
                outlet.end(one.id());
            }
            case LATER -> later(one);
        }
        counters.count("pushes", outcome.name().toLowerCase(Locale.ROOT));
        return outcome;
    }

    private void later(Outgoing one) {
        int tries = one.attempts() + 1;
        if (POLICY.isExhausted(tries)) {
            outlet.end(one.id());
        } else {
            outlet.retry(one.id(), clock.instant().plus(POLICY.pauseAfter(tries)));
        }
    }
}
