package io.polyclerk.server.outlet;

import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.notices.EventOutlet;
import io.polyclerk.server.persistence.notices.EventOutlet.Outgoing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Hands events over: one POST with a CloudEvent in the structured mode, signed; anything but 2xx is tried again with growing pauses for
 * about two days. At least once: whoever receives it tells doubles by the event's id. One node at a time does it; where an address does not
 * answer, the others do not wait for it.
 */
public final class EventCourier implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(EventCourier.class.getName());
    private static final RetryPolicy POLICY = new RetryPolicy(Duration.ofSeconds(5), Duration.ofHours(3), 26);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 100;
    private static final int EVERY_SECONDS = 2;

    private final EventOutlet outlet;
    private final Leases leases;
    private final Predicate<URI> mayCall;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-outlet").daemon(true).factory());

    /** @param mayCall whether an address may be called from here */
    public EventCourier(EventOutlet outlet, Leases leases, Predicate<URI> mayCall, Clock clock) {
        this.outlet = outlet;
        this.leases = leases;
        this.mayCall = mayCall;
        this.clock = clock;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::quietly, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void quietly() {
        try {
            if (leases.take("outlet", LEASE)) {
                deliver();
            }
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.ERROR, "handing events over failed", failure);
        }
    }

    /** Hands over what is due. @return how many have arrived */
    int deliver() {
        int arrived = 0;
        Set<URI> silent = new HashSet<>();
        Instant end = clock.instant().plus(LEASE.dividedBy(2));
        List<Outgoing> due = outlet.due(clock.instant(), AT_ONCE);
        for (Outgoing event : due) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            if (!silent.contains(event.address())) {
                Optional<String> trouble = post(event);
                if (trouble.isEmpty()) {
                    outlet.done(event);
                    arrived++;
                } else {
                    silent.add(event.address());
                    failed(event, trouble.get());
                }
            }
        }
        return arrived;
    }

    private void failed(Outgoing event, String reason) {
        int tries = event.attempts() + 1;
        Optional<Instant> again = POLICY.isExhausted(tries)
                ? Optional.empty()
                : Optional.of(clock.instant().plus(POLICY.pauseAfter(tries)));
        outlet.failed(event, reason, again);
        LOGGER.log(
                again.isPresent() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                "event {0} was not taken: {1}",
                event.eventId(),
                reason);
    }

    /** @return why it was not taken; empty when it was */
    private Optional<String> post(Outgoing event) {
        if (!mayCall.test(event.address())) {
            return Optional.of("this server may not call that address");
        }
        long seconds = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(event.address())
                .timeout(PATIENCE)
                .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
                .header("webhook-id", event.eventId())
                .header("webhook-timestamp", Long.toString(seconds))
                .header(
                        "webhook-signature",
                        EventSignature.of(event.secret(), event.eventId(), seconds, event.content()))
                .POST(HttpRequest.BodyPublishers.ofString(event.content()))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("it answered with " + status);
        } catch (IOException unreachable) {
            return Optional.of("it cannot be reached: " + unreachable.getClass().getSimpleName());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.of("the server is stopping");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.shutdownNow();
    }
}
