package io.polyclerk.server.install;

import io.polyclerk.server.connections.InvalidConnectionException;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.server.install.ShopConnector.Introduction;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.WebhookRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What comes back from a platform on which somebody was asked to agree: proven, connected and kept. Thread-safe. */
public final class Arrivals {

    private static final System.Logger LOGGER = System.getLogger(Arrivals.class.getName());

    private final Apps apps;
    private final InstallationStore store;
    private final ShopConnector connector;
    private final AuditSink audit;
    private final Clock clock;
    private final Executor background;

    /** @param background in which what nobody waits for is proven */
    public Arrivals(
            Apps apps,
            InstallationStore store,
            ShopConnector connector,
            AuditSink audit,
            Clock clock,
            Executor background) {
        this.apps = apps;
        this.store = store;
        this.connector = connector;
        this.audit = audit;
        this.clock = clock;
        this.background = background;
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
}
