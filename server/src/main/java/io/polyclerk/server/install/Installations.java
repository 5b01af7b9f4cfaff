package io.polyclerk.server.install;

import io.polyclerk.server.install.InstallationStore.Invitation;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.Installation;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shops that connect themselves by agreeing on a page of their own: what is begun, known and ended. What comes of an agreement is told to
 * {@link Arrivals}. Thread-safe.
 */
public final class Installations {

    /** How long a merchant may think about it (platforms.md of the design, section 2.1). */
    public static final Duration NONCE_LASTS = Duration.ofMinutes(10);

    private static final Duration INVITATION_LASTS = Duration.ofDays(7);

    private final Apps apps;
    private final InstallationStore store;
    private final ShopConnector connector;
    private final SignUp signUp;
    private final AuditSink audit;
    private final Clock clock;

    /** What a shop's plugin wants to begin. @param code of an invitation, or null @param settings of the connection that only the shop knows */
    public record Wish(String shop, URI back, @Nullable String code, Map<String, String> settings) {
        public Wish {
            settings = Map.copyOf(settings);
        }

        @Override
        public String toString() {
            return "Wish[" + shop + "]";
        }
    }

    /** What has begun. @param state the nonce; also in the address */
    public record Begun(String id, String state, URI authorize, URI callback, Instant until) {
        @Override
        public String toString() {
            return "Begun[" + id + "]";
        }
    }

    /** What has to be agreed to. @param state the nonce; also in the address @param merchant whose account it will be */
    public record Agreeing(String state, URI page, String merchant) {
        @Override
        public String toString() {
            return "Agreeing[" + merchant + "]";
        }
    }

    public Installations(
            Apps apps, InstallationStore store, ShopConnector connector, SignUp signUp, AuditSink audit, Clock clock) {
        this.apps = apps;
        this.store = store;
        this.connector = connector;
        this.signUp = signUp;
        this.audit = audit;
        this.clock = clock;
    }

    /** Lets one shop connect itself as this merchant. @return the code, shown this once */
    public String invite(String adapter, String merchant) {
        if (apps.installation(adapter).isEmpty()) {
            throw new InstallationRefusedException(422, "invalid", "shops cannot connect this adapter themselves");
        }
        String code = Nonces.next();
        store.invite(
                Nonces.hash(code),
                new Invitation(adapter, merchant, clock.instant().plus(INVITATION_LASTS)));
        return code;
    }

    /** @param server where this server is for the shop */
    public Begun begin(String adapter, Wish wish, URI server) {
        Installation installation = apps.installation(adapter)
                .orElseThrow(() -> new InstallationRefusedException(
                        404, "not-found", "shops cannot connect this adapter themselves"));
        String state = Nonces.next();
        return switch (begun(installation, wish, state, callback(adapter, server))) {
            case Beginning.AtTheShop there -> {
                String merchant = merchantOf(adapter, wish, there.shop());
                Instant now = clock.instant();
                Map<String, String> settings = new java.util.HashMap<>(wish.settings());
                settings.putAll(there.settings());
                Installed begun = Installed.begun(adapter, there.shop(), merchant, settings, now);
                store.add(begun, Nonces.hash(state), now.plus(NONCE_LASTS));
                yield new Begun(begun.id(), state, there.address(), callback(adapter, server), now.plus(NONCE_LASTS));
            }
            case Beginning.AtAPage there ->
                throw new InstallationRefusedException(
                        409, "platform", "open the page /install/" + adapter + "/start with a connection code");
            case Beginning.AtThePlatform there ->
                throw new InstallationRefusedException(
                        409, "platform", "this platform installs from its own pages only");
        };
    }

    private static Beginning begun(Installation installation, Wish wish, String state, URI callback) {
        try {
            return installation.begin(new Installation.Start(wish.shop(), "Polyclerk", state, callback, wish.back()));
        } catch (AdapterException.CredentialsRejected noShop) {
            throw new InstallationRefusedException(422, "invalid", String.valueOf(noShop.getMessage()));
        } catch (AdapterException notNow) {
            throw new InstallationRefusedException(502, "platform", String.valueOf(notNow.getMessage()));
        }
    }

    private static URI callback(String adapter, URI server) {
        return URI.create(server + "/install/" + adapter + "/callback");
    }

    /**
     * Prepares a page of the platform on which somebody agrees for an account of theirs. A code of an invitation is always wanted: nothing
     * else says whose account it will be.
     *
     * @param server where this server is for the merchant's browser
     */
    public Agreeing agree(String adapter, String code, URI server) {
        Installation installation = apps.installation(adapter)
                .orElseThrow(() -> new InstallationRefusedException(
                        404, "not-found", "accounts cannot connect this adapter themselves"));
        String hash = Nonces.hash(code.strip());
        Invitation invitation = store.takeInvitation(hash, adapter, clock.instant())
                .orElseThrow(() -> new InstallationRefusedException(
                        403, "code", "the connection code is wrong, used or older than seven days"));
        String state = Nonces.next();
        try {
            Wish wish = new Wish("", server, code, Map.of());
            if (!(begun(installation, wish, state, callback(adapter, server)) instanceof Beginning.AtAPage page)) {
                throw new InstallationRefusedException(409, "platform", "this platform begins in another way");
            }
            Instant now = clock.instant();
            Installed begun = Installed.begun(adapter, "", invitation.merchant(), Map.of(), now);
            store.add(begun, Nonces.hash(state), now.plus(NONCE_LASTS));
            return new Agreeing(state, page.address(), invitation.merchant());
        } catch (InstallationRefusedException refused) {
            // Nothing has begun, so the code is still good.
            store.invite(hash, invitation);
            throw refused;
        }
    }

    private @Nullable String merchantOf(String adapter, Wish wish, String shop) {
        String code = wish.code();
        if (code != null && !code.isBlank()) {
            return store.takeInvitation(Nonces.hash(code.strip()), adapter, clock.instant())
                    .map(Invitation::merchant)
                    .orElseThrow(() -> new InstallationRefusedException(
                            403, "code", "the connection code is wrong, used or older than seven days"));
        }
        if (!signUp.isOpen()) {
            throw new InstallationRefusedException(
                    403, "code", "this server asks for a connection code; its operator makes one in the console");
        }
        if (!signUp.mayCall(shop)) {
            throw new InstallationRefusedException(
                    422, "invalid", "the shop's address leads nowhere, or into this server's own network");
        }
        return null;
    }

    /** Whether what was begun is done; for the page that the merchant's browser comes back to. */
    public Optional<Installed> find(String id) {
        return store.find(id);
    }

    public List<Installed> all(int limit) {
        return store.all(limit);
    }

    /** The shop whose plugin bears this key. */
    public Optional<Installed> ofKey(String key) {
        return store.ofKey(Nonces.hash(key));
    }

    /** The shop's plugin is being removed: nothing of the shop's secrets stays. Conversations do, until somebody asks for their end. */
    public void uninstall(Installed installed) {
        connector.disconnect(installed);
        store.saveKey(installed.id(), null);
        store.saveCredential(installed.id(), null, clock.instant());
        store.save(installed.with(Status.UNINSTALLED, "removed in the shop", clock.instant()));
        audit.record(clock.instant(), "shop", "uninstall", "connection " + installed.store());
    }
}
