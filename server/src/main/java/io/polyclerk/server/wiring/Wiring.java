package io.polyclerk.server.wiring;

import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.delivery.Waker;
import io.polyclerk.server.access.Access;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.server.telemetry.Telemetry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Makes the parts when the application starts, closes them when it stops, and shows them to resources. */
@ApplicationScoped
public class Wiring {

    private static final System.Logger LOGGER = System.getLogger(Wiring.class.getName());

    private final MetricRegistry metrics;
    private final Thread hurrying = Thread.ofPlatform().name("polyclerk-hurry").unstarted(this::hurry);
    private @Nullable Parts parts;

    @Inject
    public Wiring(MetricRegistry metrics) {
        this.metrics = metrics;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        try {
            parts = started();
            Runtime.getRuntime().addShutdownHook(hurrying);
        } catch (RuntimeException unusable) {
            LOGGER.log(System.Logger.Level.ERROR, "the server cannot start: " + unusable.getMessage(), unusable);
            // A server without its application would look alive and serve nobody. Not from this thread: the server
            // waits for it while it stops.
            Thread.ofPlatform().name("halt").start(() -> System.exit(1));
            throw unusable;
        }
    }

    private Parts started() {
        Settings settings = Settings.ofProcess();
        return new Parts(settings, new Telemetry(metrics), Understanding.local(settings));
    }

    /** The server waits up to half a minute for open answers before it stops anything else, and those may wait for a database that is away. */
    private void hurry() {
        parts().database.hurry();
    }

    @PreDestroy
    void stop() {
        if (parts != null) {
            parts.close();
            forgetHook();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hurrying);
        } catch (IllegalStateException stopping) {
            LOGGER.log(System.Logger.Level.TRACE, "the hook is already at work", stopping);
        }
    }

    private Parts parts() {
        if (parts == null) {
            throw new IllegalStateException("the server has not started");
        }
        return parts;
    }

    @Produces
    @Typed(Parts.class)
    Parts all() {
        return parts();
    }

    @Produces
    @Typed(LawKeeper.class)
    LawKeeper law() {
        return parts().core.law();
    }

    @Produces
    Clock clock() {
        return parts().clock;
    }

    @Produces
    Settings settings() {
        return parts().settings;
    }

    @Produces
    Database database() {
        return parts().database;
    }

    @Produces
    Access access() {
        return parts().access;
    }

    @Produces
    @Typed(CoreServices.class)
    CoreServices core() {
        return parts().core;
    }

    @Produces
    Waker waker() {
        return parts().core;
    }

    @Produces
    DataFolder data() {
        return parts().data;
    }

    @Produces
    Telemetry telemetry() {
        return parts().telemetry;
    }
}
