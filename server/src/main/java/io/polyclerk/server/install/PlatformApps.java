package io.polyclerk.server.install;

import io.polyclerk.server.connections.InvalidConnectionException;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.CredentialVault;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Launch;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Shops that install an app from their platform: launches, and credentials that must not run out. Thread-safe. */
public final class PlatformApps {

    private static final System.Logger LOGGER = System.getLogger(PlatformApps.class.getName());
    /** A shop in which nothing happens would lose its credential for good after three months. */
    private static final Duration KEEP_ALIVE = Duration.ofDays(7);

    private final Apps apps;
    private final InstallationStore store;
    private final ShopConnector connector;
    private final Vaults vaults;
    private final AuditSink audit;
    private final Clock clock;
    /** One launch of a shop at a time on this node, so that a page that is opened twice installs once. */
    private final ConcurrentHashMap<String, Object> launching = new ConcurrentHashMap<>();

    /** The vault of a store's connection. */
    @FunctionalInterface
    public interface Vaults {
        CredentialVault of(ConnectionId store);
    }

    /** A merchant at our page. */
    public record Launched(Installed installed, Launch.Genuine launch) {}

    public PlatformApps(
            Apps apps, InstallationStore store, ShopConnector connector, Vaults vaults, AuditSink audit, Clock clock) {
        this.apps = apps;
        this.store = store;
        this.connector = connector;
        this.vaults = vaults;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A merchant opens our page inside the platform's; the first time, and after an uninstall, this installs the app.
     *
     * @throws InstallationRefusedException when the request is not genuine or the shop cannot be connected now
     */
    public Launched launch(String adapter, WebhookRequest request, URI server) {
        Installation installation = installation(adapter);
        Launch.Genuine genuine = genuine(installation, adapter, request);
        Optional<Installed> known = active(adapter, genuine.shop());
        if (known.isPresent()) {
            return new Launched(known.get(), genuine);
        }
        String key = adapter + "/" + genuine.shop();
        synchronized (launching.computeIfAbsent(key, absent -> new Object())) {
            try {
                Installed installed = active(adapter, genuine.shop())
                        .orElseGet(() -> install(installation, adapter, genuine.shop(), request, server));
                return new Launched(installed, genuine);
            } finally {
                launching.remove(key);
            }
        }
    }

    /** Like {@link #launch}, for what the page asks once it is there: it installs nothing. */
    public Launched look(String adapter, WebhookRequest request) {
        Launch.Genuine genuine = genuine(installation(adapter), adapter, request);
        return active(adapter, genuine.shop())
                .map(installed -> new Launched(installed, genuine))
                .orElseThrow(() -> new InstallationRefusedException(
                        409, "not-installed", "the app is not installed in this shop; open it anew"));
    }

    private Installation installation(String adapter) {
        return apps.installation(adapter)
                .orElseThrow(() -> new InstallationRefusedException(404, "not-found", "there is no such app"));
    }

    private static Launch.Genuine genuine(Installation installation, String adapter, WebhookRequest request) {
        return switch (installation.verifyLaunch(request)) {
            case Launch.Genuine genuine -> genuine;
            case Launch.Rejected rejected -> {
                LOGGER.log(System.Logger.Level.DEBUG, "a launch of {0} is rejected: {1}", adapter, rejected.reason());
                throw new InstallationRefusedException(
                        rejected.status(), "unauthorized", "open the app from the platform's own pages");
            }
        };
    }

    private Optional<Installed> active(String adapter, String shop) {
        return store.ofShop(adapter, shop).filter(one -> one.status() == Status.ACTIVE);
    }

    private Installed install(
            Installation installation, String adapter, String shop, WebhookRequest request, URI server) {
        Completion.Granted granted = switch (completed(installation, request)) {
            case Completion.Granted one -> one;
            case Completion.Rejected rejected ->
                throw new InstallationRefusedException(
                        rejected.status(), "unauthorized", "open the app from the platform's own pages");
        };
        Installed arrived = arrived(adapter, shop, granted);
        store.saveCredential(arrived.id(), granted.credential(), clock.instant());
        try {
            ShopConnector.registerWebhooks(connector.connect(arrived, granted, server, Optional.empty()), server);
        } catch (InvalidConnectionException | AdapterException failure) {
            store.saveCredential(arrived.id(), null, clock.instant());
            store.save(arrived.with(Status.FAILED, failure.getMessage(), clock.instant()));
            throw new InstallationRefusedException(502, "shop", "the shop does not answer as it should; try again");
        }
        Installed done = arrived.with(Status.ACTIVE, null, clock.instant());
        store.save(done);
        audit.record(clock.instant(), "shop", "install", "connection " + done.store());
        return done;
    }

    private static Completion completed(Installation installation, WebhookRequest request) {
        try {
            return installation.complete(request);
        } catch (AdapterException failure) {
            throw new InstallationRefusedException(502, "platform", String.valueOf(failure.getMessage()));
        }
    }

    private Installed arrived(String adapter, String shop, Completion.Granted granted) {
        Instant now = clock.instant();
        Optional<Installed> before = store.ofShop(adapter, shop);
        Installed begun = before.map(one -> one.with(Status.ARRIVED, null, now))
                .orElseGet(() -> new Installed(
                        UUID.randomUUID().toString(),
                        adapter,
                        shop,
                        null,
                        Status.ARRIVED,
                        null,
                        Map.of(),
                        null,
                        null,
                        null,
                        now,
                        now));
        Installed named = connector
                .named(begun, name -> store.all(10_000).stream().anyMatch(one -> name.equals(one.merchant())))
                .allowed(
                        granted.credential() == null
                                ? null
                                : granted.credential().scopes());
        if (before.isEmpty()) {
            store.add(named, null, null);
        } else {
            store.save(named);
        }
        return named;
    }

    /** A new credential of a connection, made by the app that it belongs to. */
    public Credential renewed(ConnectionId connection, Credential known) {
        Installed installed = store.ofStore(connection)
                .orElseThrow(() -> new AdapterException.CredentialsRejected("this connection was not installed"));
        return apps.installation(installed.adapter())
                .orElseThrow(() -> new AdapterException.CredentialsRejected("the settings of the app are missing"))
                .refresh(installed.shop(), known);
    }

    /** Renews what would run out unused. @return how many credentials were renewed */
    public int keepAlive() {
        int renewed = 0;
        for (Installed installed : store.notRenewedSince(clock.instant().minus(KEEP_ALIVE))) {
            ConnectionId connection = installed.store();
            Optional<Installation> installation = apps.installation(installed.adapter());
            if (connection == null || installation.isEmpty()) {
                continue;
            }
            try {
                CredentialVault vault = vaults.of(connection);
                vault.current()
                        .ifPresent(old ->
                                vault.renew(old, known -> installation.get().refresh(installed.shop(), known)));
                renewed++;
            } catch (AdapterException.CredentialsRejected onlyTheMerchantCan) {
                connector.pause(installed, "the credential has run out; open the app in the shop once");
            } catch (AdapterException notNow) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "the credential of {0} was not renewed: {1}",
                        connection,
                        notNow.getMessage());
            }
        }
        return renewed;
    }
}
