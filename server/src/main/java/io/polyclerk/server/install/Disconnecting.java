package io.polyclerk.server.install;

import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.CredentialVault;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends a shop's connection from this side: its webhooks are taken back and its access is given back while there still is one, then
 * nothing of its secrets stays here. A shop that cannot be reached does not keep its connection by that. Conversations stay, until somebody
 * asks for their end. Thread-safe.
 */
public final class Disconnecting {

    private static final System.Logger LOGGER = System.getLogger(Disconnecting.class.getName());

    private final Apps apps;
    private final InstallationStore store;
    private final ShopConnector connector;
    private final OpenConnections open;
    private final Function<ConnectionId, CredentialVault> vaults;
    private final AuditSink audit;
    private final Clock clock;

    public Disconnecting(
            Apps apps,
            InstallationStore store,
            ShopConnector connector,
            OpenConnections open,
            Function<ConnectionId, CredentialVault> vaults,
            AuditSink audit,
            Clock clock) {
        this.apps = apps;
        this.store = store;
        this.connector = connector;
        this.open = open;
        this.vaults = vaults;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param actor id of the token
     * @return the installation as it is now; empty when there is none with this id
     * @throws InstallationRefusedException when it is not active
     */
    public Optional<Installed> disconnect(String id, String actor) {
        Optional<Installed> found = store.find(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Installed installed = found.get();
        if (installed.status() != Status.ACTIVE) {
            throw new InstallationRefusedException(409, "out-of-place", "this shop is not connected");
        }
        ConnectionId connection = installed.store();
        if (connection != null) {
            takeLeave(installed, connection);
        }
        connector.disconnect(installed);
        store.saveKey(id, null);
        store.saveCredential(id, null, clock.instant());
        Installed ended = installed.with(Status.UNINSTALLED, "disconnected here", clock.instant());
        store.save(ended);
        audit.record(clock.instant(), actor, "disconnect", "connection " + connection);
        return Optional.of(ended);
    }

    /**
     * Gives back what a connection was granted, before it is removed on its own: the webhooks in its shop, and the access of an installed app.
     * Another connection that was made with it stays.
     *
     * @param actor id of the token
     */
    public void leave(ConnectionId connection, String actor) {
        Optional<Installed> active = store.ofStore(connection).filter(one -> one.status() == Status.ACTIVE);
        if (active.isEmpty()) {
            attempt("its webhooks", () -> takeWebhooksBack(connection));
            return;
        }
        takeLeave(active.get(), connection);
        String id = active.get().id();
        store.saveKey(id, null);
        store.saveCredential(id, null, clock.instant());
        store.save(active.get().with(Status.UNINSTALLED, "disconnected here", clock.instant()));
        audit.record(clock.instant(), actor, "disconnect", "connection " + connection);
    }

    private void takeWebhooksBack(ConnectionId connection) {
        open.find(connection)
                .filter(one -> one.adapter() instanceof StoreAdapter)
                .filter(one -> one.adapter() instanceof WebhookRegistration)
                .ifPresent(one -> ((WebhookRegistration) one.adapter()).unregister());
    }

    private void takeLeave(Installed installed, ConnectionId connection) {
        Map<String, String> settings =
                open.find(connection).map(one -> one.connection().settings()).orElse(Map.of());
        attempt("its webhooks", () -> takeWebhooksBack(connection));
        Optional<Installation> installation = apps.installation(installed.adapter());
        attempt(
                "its access",
                () -> installation.ifPresent(one -> one.revoke(
                        installed.shop(),
                        settings,
                        vaults.apply(connection).current().orElse(null))));
    }

    private static void attempt(String what, Runnable deed) {
        try {
            deed.run();
        } catch (AdapterException unreachable) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "a shop is disconnected, but {0} could not be ended there: {1}",
                    what,
                    unreachable.getMessage());
        }
    }
}
