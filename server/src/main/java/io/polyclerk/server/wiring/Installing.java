package io.polyclerk.server.wiring;

import io.polyclerk.server.door.PlatformDoor;
import io.polyclerk.server.install.Apps;
import io.polyclerk.server.install.Arrivals;
import io.polyclerk.server.install.AuditSink;
import io.polyclerk.server.install.Disconnecting;
import io.polyclerk.server.install.InstallationStore;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.OrderTalks;
import io.polyclerk.server.install.PlatformApps;
import io.polyclerk.server.install.PlatformNotices;
import io.polyclerk.server.install.PlatformSessions;
import io.polyclerk.server.install.PrivacyDesk;
import io.polyclerk.server.install.ShopConnector;
import io.polyclerk.server.install.SignUp;
import io.polyclerk.server.install.Upkeep;
import io.polyclerk.server.persistence.accounts.SqlPlatformSessions;
import io.polyclerk.server.persistence.archive.SqlPersonalRecords;
import io.polyclerk.server.persistence.archive.SqlPrivacyStore;
import io.polyclerk.server.persistence.connections.AppMemory;
import io.polyclerk.server.persistence.connections.SqlAppStore;
import io.polyclerk.server.persistence.connections.SqlCredentialVault;
import io.polyclerk.server.persistence.connections.SqlInstallationStore;
import io.polyclerk.server.persistence.orders.SqlOrderTalks;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.message.ConnectionId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How shops connect themselves, put together. */
final class Installing implements AutoCloseable {

    final Apps apps;
    final Installations installations;
    final Arrivals arrivals;
    final PrivacyDesk privacy;
    final OrderTalks talks;
    final PlatformDoor platform;
    final Disconnecting disconnecting;
    final PlatformApps platforms;
    final PlatformSessions sessions;
    private final Upkeep upkeep;
    private final ExecutorService background = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("polyclerk-install-", 0).factory());

    Installing(Parts parts, SecretBox secrets) {
        InstallationStore store = new SqlInstallationStore(parts.database, secrets);
        AuditSink audit = parts.audit::record;
        apps = new Apps(
                parts.catalog,
                new SqlAppStore(parts.database, secrets),
                parts.lender,
                adapter -> new AppMemory(parts.database, secrets, adapter, parts.clock),
                parts.clock);
        ShopConnector connector = new ShopConnector(parts.catalog, parts.connections, parts.open);
        installations = new Installations(apps, store, connector, SignUp.of(parts.settings), audit, parts.clock);
        arrivals = new Arrivals(apps, store, connector, audit, parts.clock, background);
        privacy = new PrivacyDesk(
                new SqlPrivacyStore(parts.database, secrets),
                new SqlPersonalRecords(parts.database, parts.media::erase),
                store,
                audit,
                parts.clock);
        talks = new SqlOrderTalks(parts.database);
        PlatformApps.Vaults vaults =
                id -> new SqlCredentialVault(parts.database, secrets, id, this::renewed, parts.clock);
        platforms = new PlatformApps(apps, store, connector, vaults, audit, parts.clock);
        sessions = new PlatformSessions(platforms::look, new SqlPlatformSessions(parts.database), parts.clock);
        platform = new PlatformDoor(
                platforms,
                new PlatformNotices(apps, store, connector, privacy, audit, parts.clock, background),
                sessions,
                parts.open,
                parts.clock);
        disconnecting = new Disconnecting(apps, store, connector, parts.open, vaults::of, audit, parts.clock);
        upkeep = new Upkeep(privacy, platforms);
    }

    private Credential renewed(ConnectionId store, Credential known) {
        return platforms.renewed(store, known);
    }

    @Override
    public void close() {
        upkeep.close();
        background.shutdownNow();
    }
}
