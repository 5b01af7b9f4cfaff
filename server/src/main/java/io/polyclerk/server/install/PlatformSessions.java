package io.polyclerk.server.install;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.install.PlatformApps.Launched;
import io.polyclerk.spi.WebhookRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * People who are signed in at the platform from which their shop was installed, and so in the console too: for their own merchant, for a few
 * minutes, and no longer than the app is installed. There is no cookie, because browsers take none from a page inside another; the page
 * holds the secret in its memory and asks for a new one when it has ended. Thread-safe.
 */
public final class PlatformSessions {

    /** The header in which a page sends the secret: platforms' own scripts put theirs into {@code Authorization}. */
    public static final String HEADER = "X-Polyclerk-Session";

    /** Long enough that a page does not ask all the time, short enough that who may no longer sign in there is out here. */
    static final Duration LASTS = Duration.ofMinutes(10);

    private static final int LONGEST = 100;
    private static final int LONGEST_PERSON = 64;

    private final Proof proof;
    private final SessionStore store;
    private final Clock clock;

    /** Reads what the platform says about who is signed in there: {@link PlatformApps#look}. */
    @FunctionalInterface
    public interface Proof {
        Launched look(String adapter, WebhookRequest request);
    }

    /** Where sessions are kept, so that every node knows them. */
    public interface SessionStore {

        /** Keeps a session, and forgets those that have ended. @param secretHash of what the page bears */
        void add(String secretHash, String installation, String person, Instant until, Instant now);

        /** The session, while it has not ended and its shop has the app. */
        Optional<SignedIn> find(String secretHash, Instant now);
    }

    /** @param person as it stands with what they do */
    public record SignedIn(String person, String merchant) {}

    /** @param secret for the page's memory; nobody else gets it */
    public record Opened(String secret, Duration lasts) {
        @Override
        public String toString() {
            return "Opened[" + lasts + "]";
        }
    }

    public PlatformSessions(Proof proof, SessionStore store, Clock clock) {
        this.proof = proof;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Exchanges the platform's proof of who is signed in there.
     *
     * @throws InstallationRefusedException when it does not hold, or the app is not installed in the shop
     */
    public Opened open(String adapter, WebhookRequest request) {
        Launched launched = proof.look(adapter, request);
        String secret = Nonces.next();
        Instant now = clock.instant();
        String person = adapter + ":"
                + named(launched.launch().user(), launched.launch().shop());
        store.add(
                Nonces.hash(secret),
                launched.installed().id(),
                person.length() > LONGEST_PERSON ? person.substring(0, LONGEST_PERSON) : person,
                now.plus(LASTS),
                now);
        return new Opened(secret, LASTS);
    }

    private static String named(@Nullable String user, String shop) {
        return user == null || user.isBlank() ? shop : user;
    }

    /** Who bears this secret: whom the shop lets open the app may do there what the merchant may. */
    public Optional<Caller> callerOf(String secret) {
        return secret.isEmpty() || secret.length() > LONGEST
                ? Optional.empty()
                : store.find(Nonces.hash(secret), clock.instant())
                        .map(one -> new Caller(one.person(), Role.ADMIN, one.merchant()));
    }
}
