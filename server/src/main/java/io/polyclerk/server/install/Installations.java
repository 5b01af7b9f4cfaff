package io.polyclerk.server.install;

import io.polyclerk.server.connections.InvalidConnectionException;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.install.InstallationStore.Invitation;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.server.install.ShopConnector.Introduction;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.WebhookRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Shops that connect themselves by agreeing on a page of their own. Thread-safe. */
public final class Installations {

    /** How long a merchant may think about it (platforms.md of the design, section 2.1). */
    public static final Duration NONCE_LASTS = Duration.ofMinutes(10);

    private static final Duration INVITATION_LASTS = Duration.ofDays(7);
    private static final System.Logger LOGGER = System.getLogger(Installations.class.getName());

    private final Apps apps;
    private final InstallationStore store;
    private final ShopConnector connector;
    private final SignUp signUp;
    private final AuditSink audit;
    private final Clock clock;
    private final Executor background;

    /** Where deeds are recorded. */
    @FunctionalInterface
    public interface AuditSink {
        void record(Instant at, String actor, String action, String subject);
    }

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
            Apps apps,
            InstallationStore store,
            ShopConnector connector,
            SignUp signUp,
            AuditSink audit,
            Clock clock,
            Executor background) {
        this.apps = apps;
        this.store = store;
        this.connector = connector;
        this.signUp = signUp;
        this.audit = audit;
        this.clock = clock;
        this.background = background;
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
                Installed begun = new Installed(
                        UUID.randomUUID().toString(),
                        adapter,
                        there.shop(),
                        merchant,
                        Status.BEGUN,
                        null,
                        settings,
                        null,
                        null,
                        null,
                        now,
                        now);
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
            Installed begun = new Installed(
                    UUID.randomUUID().toString(),
                    adapter,
                    "",
                    invitation.merchant(),
                    Status.BEGUN,
                    null,
                    Map.of(),
                    null,
                    null,
                    null,
                    now,
                    now);
            store.add(begun, Nonces.hash(state), now.plus(NONCE_LASTS));
            return new Agreeing(state, page.address(), invitation.merchant());
        } catch (InstallationRefusedException refused) {
            // Nothing has begun, so the code is still good.
            store.invite(hash, invitation);
            throw refused;
        }
    }

    /** Somebody comes back from the platform's page. Proven at once, because they wait. @return how it stands now */
    public Installed comeBack(String adapter, WebhookRequest request, URI server) {
        Completion completion;
        try {
            completion = apps.installation(adapter)
                    .orElseThrow(() -> new InstallationRefusedException(404, "not-found", "there is no such app"))
                    .complete(request);
        } catch (AdapterException failure) {
            throw new InstallationRefusedException(502, "platform", String.valueOf(failure.getMessage()));
        }
        if (!(completion instanceof Completion.Granted granted) || granted.state() == null) {
            throw new InstallationRefusedException(400, "invalid", "the platform sent nothing that could be used");
        }
        String state = granted.state();
        Installed begun = store.arrive(adapter, Nonces.hash(state), clock.instant())
                .orElseThrow(() -> new InstallationRefusedException(
                        403, "state", "this was begun more than ten minutes ago, or is done already"));
        finish(begun, granted, state, server);
        return store.find(begun.id()).orElse(begun);
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

    /**
     * The platform hands over what the merchant has granted. Answered at once: a shop with a single worker cannot be asked while it waits
     * for us. What was handed over is proven after that, and kept only then.
     *
     * @return the HTTP status for the platform
     */
    public int arrive(String adapter, WebhookRequest request, URI server) {
        Optional<Installation> installation = apps.installation(adapter);
        if (installation.isEmpty()) {
            return 404;
        }
        return switch (installation.get().complete(request)) {
            case Completion.Granted granted -> arrived(adapter, granted, server);
            case Completion.Rejected rejected -> {
                LOGGER.log(
                        System.Logger.Level.DEBUG, "a callback for {0} is rejected: {1}", adapter, rejected.reason());
                yield rejected.status();
            }
        };
    }

    private int arrived(String adapter, Completion.Granted granted, URI server) {
        String state = granted.state();
        Optional<Installed> begun =
                state == null ? Optional.empty() : store.arrive(adapter, Nonces.hash(state), clock.instant());
        if (state == null || begun.isEmpty()) {
            return 403;
        }
        background.execute(() -> finish(begun.get(), granted, state, server));
        return 200;
    }

    private void finish(Installed arrived, Completion.Granted granted, String state, URI server) {
        String key = Nonces.next();
        String shop = granted.shop();
        Installed known = shop != null && arrived.shop().isEmpty() ? arrived.of(shop) : arrived;
        Optional<Installed> before = store.ofShop(known.adapter(), known.shop());
        try {
            Installed named = connector.named(continued(known, before), this::isMerchant);
            Credential credential = granted.credential();
            if (credential != null) {
                // Proving it takes it from where it is kept.
                named = named.allowed(credential.scopes());
                store.save(named);
                store.saveCredential(named.id(), credential, clock.instant());
            }
            OpenConnection opened =
                    connector.connect(named, granted, server, Optional.of(new Introduction(state, key)));
            before.ifPresent(this::retire);
            store.save(named.with(Status.ACTIVE, null, clock.instant()));
            store.saveKey(named.id(), Nonces.hash(key));
            audit.record(clock.instant(), "shop", "install", "connection " + named.store());
            ShopConnector.registerWebhooks(opened, server);
        } catch (InvalidConnectionException | AdapterException | IllegalStateException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "installation {0} failed: {1}", arrived.id(), failure.getMessage());
            store.saveCredential(arrived.id(), null, clock.instant());
            store.save(known.with(Status.FAILED, failure.getMessage(), clock.instant()));
        }
    }

    /** A shop that was connected before stays the merchant that it was, under the names that it had. */
    private static Installed continued(Installed arrived, Optional<Installed> earlier) {
        if (earlier.isEmpty()) {
            return arrived;
        }
        Installed before = earlier.get();
        String was = before.merchant();
        String wanted = arrived.merchant();
        return was != null && before.store() != null && (wanted == null || wanted.equals(was))
                ? arrived.connected(was, before.store(), before.chat(), null)
                : arrived;
    }

    private void retire(Installed before) {
        store.saveKey(before.id(), null);
        store.saveCredential(before.id(), null, clock.instant());
        store.save(before.with(Status.UNINSTALLED, "connected anew", clock.instant()));
    }

    private boolean isMerchant(String name) {
        return store.all(10_000).stream().anyMatch(one -> name.equals(one.merchant()));
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
