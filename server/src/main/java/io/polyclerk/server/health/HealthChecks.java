package io.polyclerk.server.health;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.connections.MerchantConnection.State;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.wiring.CoreServices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What has to be well before the server is called healthy. */
@ApplicationScoped
public class HealthChecks {

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck database(Database database) {
        return () ->
                HealthCheckResponse.named("database").status(database.isAlive()).build();
    }

    /** A broken adapter is shown and does not take the server out of service: the others work. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck adapters(AdapterCatalog catalog, OpenConnections connections) {
        return () -> HealthCheckResponse.named("adapters")
                .up()
                .withData("loaded", catalog.adapters().size())
                .withData("broken", catalog.broken().size())
                .withData("connections", connections.all().size())
                .withData(
                        "paused",
                        connections.all().stream()
                                .filter(one -> one.connection().state() == State.PAUSED)
                                .count())
                .build();
    }

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck queue(CoreServices core) {
        return () -> HealthCheckResponse.named("queue")
                .up()
                .withData("conversations", core.backlog())
                .build();
    }

    @Produces
    @Startup
    @ApplicationScoped
    HealthCheck started(Database database) {
        return () ->
                HealthCheckResponse.named("started").status(database.isAlive()).build();
    }
}
