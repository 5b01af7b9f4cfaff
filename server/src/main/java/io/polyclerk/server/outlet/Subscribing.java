package io.polyclerk.server.outlet;

import io.polyclerk.server.persistence.notices.EventOutlet;
import io.polyclerk.server.persistence.notices.EventOutlet.Subscription;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets other systems hear what happens. Thread-safe. */
public final class Subscribing {

    private static final int KEY_BYTES = 32;

    private final EventOutlet outlet;
    private final Predicate<URI> mayCall;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Subscribing(EventOutlet outlet, Predicate<URI> mayCall, Clock clock) {
        this.outlet = outlet;
        this.mayCall = mayCall;
        this.clock = clock;
    }

    /** A subscription and the secret that its events are signed with; it is shown once. */
    public record Begun(Subscription subscription, String secret) {
        /** The secret is never printed. */
        @Override
        public String toString() {
            return "Begun[" + subscription + "]";
        }
    }

    /** @return empty when this server may not call that address */
    public Optional<Begun> begin(@Nullable String merchant, URI address, List<String> types) {
        if (!mayCall.test(address)) {
            return Optional.empty();
        }
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        String secret = EventSignature.PREFIX + Base64.getEncoder().encodeToString(key);
        Subscription subscription =
                new Subscription(UUID.randomUUID().toString(), merchant, address, types, clock.instant());
        outlet.subscribe(subscription, secret);
        return Optional.of(new Begun(subscription, secret));
    }
}
