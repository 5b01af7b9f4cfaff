package io.polyclerk.server.wiring;

import io.polyclerk.server.billing.PlatformBilling.Platform;
import io.polyclerk.server.billing.PlatformBilling.Platforms;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.InstallationStore;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.spi.UsageBilling;
import io.polyclerk.spi.message.ConnectionId;
import java.util.Optional;

/** Finds connections that were installed from a platform which bills; one that a merchant set up with keys of their own is not. */
record InstalledPlatforms(OpenConnections open, InstallationStore installations) implements Platforms {

    @Override
    public Optional<Platform> of(String merchant) {
        return open.all().stream()
                .filter(one -> one.connection().merchant().equals(merchant))
                .filter(one -> one.adapter() instanceof UsageBilling)
                .filter(this::isInstalled)
                .map(one -> new Platform(one.connection().id(), (UsageBilling) one.adapter()))
                .findFirst();
    }

    private boolean isInstalled(OpenConnection connection) {
        ConnectionId id = connection.connection().id();
        return installations
                .ofStore(id)
                .filter(one -> one.status() == Status.ACTIVE)
                .isPresent();
    }
}
