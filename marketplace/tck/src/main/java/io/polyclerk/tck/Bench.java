package io.polyclerk.tck;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one test works with: a stubbed platform and the adapter that was opened on it, found as the server finds it. */
public final class Bench implements AutoCloseable {

    private final StubPlatform platform = new StubPlatform();
    private final KeptLog log = new KeptLog();
    private final Manifest manifest = Manifest.onClassPath();
    private final Connection connection;
    private final AdapterContext context;
    private final Path home;
    private final @Nullable PlantedFault fault;
    private final Adapter adapter;

    /** @param fault to be planted; null for the adapter as it is */
    Bench(Subject subject, @Nullable PlantedFault fault) {
        subject.prepare(platform);
        connection = subject.connection(platform.address());
        home = home();
        context = Lent.context(Clock.systemUTC(), home);
        this.fault = fault;
        adapter = another();
    }

    private static Path home() {
        try {
            return Files.createTempDirectory("polyclerk-tck");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** All providers on the class path. @throws AssertionError when there is not exactly one */
    static AdapterProvider provider() {
        List<AdapterProvider> providers = ServiceLoader.load(AdapterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (providers.size() != 1) {
            throw new AssertionError("the class path registers " + providers.size()
                    + " adapters: name the one provider in META-INF/services/io.polyclerk.spi.AdapterProvider");
        }
        return providers.get(0);
    }

    /** Opens the adapter once more, on the same platform. */
    public Adapter another() {
        Adapter real = provider().open(connection, context);
        return fault == null ? real : fault.plantIn((ChannelAdapter) real, connection, platform);
    }

    /** Opens the adapter on another connection; the caller closes it. */
    public Adapter open(Connection other) {
        return provider().open(other, context);
    }

    public Adapter adapter() {
        return adapter;
    }

    public StubPlatform platform() {
        return platform;
    }

    public Manifest manifest() {
        return manifest;
    }

    public Connection connection() {
        return connection;
    }

    /** Everything that was logged since the test began. */
    public String logged() {
        return log.text();
    }

    /** Values of the settings that the manifest calls secret. */
    public List<String> secrets() {
        return manifest.settings("secret").stream()
                .map(connection::setting)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    @Override
    public void close() {
        try {
            adapter.close();
        } catch (Exception broken) {
            throw new IllegalStateException("the adapter cannot be closed", broken);
        } finally {
            platform.close();
            log.close();
            delete(home);
        }
    }

    /** What the adapter has kept goes with it, so that a run of the kit leaves nothing behind. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException stillUsed) {
            throw new UncheckedIOException("the adapter still holds a file after it was closed", stillUsed);
        }
    }
}
