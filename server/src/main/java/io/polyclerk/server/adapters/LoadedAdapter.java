package io.polyclerk.server.adapters;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Installable;
import io.polyclerk.spi.Installation;
import java.io.IOException;
import java.util.Optional;

/** An adapter that can be opened for merchants' connections. */
public final class LoadedAdapter {

    private final Manifest manifest;
    private final AdapterProvider provider;
    private final AdapterClassLoader classes;

    LoadedAdapter(Manifest manifest, AdapterProvider provider, AdapterClassLoader classes) {
        this.manifest = manifest;
        this.provider = provider;
        this.classes = classes;
    }

    /** Gives its jars back. What is still open of it goes on with the classes that it has loaded. */
    void unload() {
        try {
            classes.close();
        } catch (IOException goneAnyway) {
            System.getLogger(LoadedAdapter.class.getName())
                    .log(System.Logger.Level.DEBUG, "a class loader could not be closed", goneAnyway);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /**
     * Opens a connection. Every call to what is returned runs with the adapter's class loader as the thread's own, because libraries
     * look there for their parts.
     */
    public Adapter open(Connection connection, AdapterContext context) {
        return AtHome.call(classes, () -> AtHome.wrap(provider.open(connection, context), classes));
    }

    /** How merchants install it from the platform; empty when it cannot be done. */
    public Optional<Installation> installation(App app) {
        return provider instanceof Installable installable
                ? Optional.of(AtHome.call(
                        classes, () -> AtHome.wrap(installable.installation(app), Installation.class, classes)))
                : Optional.empty();
    }
}
