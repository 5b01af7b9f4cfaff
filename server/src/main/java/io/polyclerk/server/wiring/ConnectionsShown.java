package io.polyclerk.server.wiring;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.Lender;
import io.polyclerk.server.adapters.PartnerAdapters;
import io.polyclerk.server.connections.ChannelLooks;
import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.setup.MerchantRollouts;
import io.polyclerk.server.setup.Setups;
import io.polyclerk.server.webhook.WebhookIntake;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows to resources how the platforms are reached, and how a shop has set itself up. */
@Dependent
public class ConnectionsShown {

    @Produces
    AdapterCatalog catalog(Parts parts) {
        return parts.catalog;
    }

    @Produces
    PartnerAdapters partners(Parts parts) {
        return parts.partners;
    }

    @Produces
    Lender lender(Parts parts) {
        return parts.lender;
    }

    @Produces
    OpenConnections open(Parts parts) {
        return parts.open;
    }

    @Produces
    Connections connections(Parts parts) {
        return parts.connections;
    }

    @Produces
    ChannelLooks looks(Parts parts) {
        return parts.looks;
    }

    @Produces
    WebhookIntake intake(Parts parts) {
        return parts.intake;
    }

    @Produces
    Setups setups(Parts parts) {
        return parts.setups;
    }

    @Produces
    @Typed(MerchantRollouts.class)
    MerchantRollouts rollouts(Parts parts) {
        return parts.rollouts;
    }
}
