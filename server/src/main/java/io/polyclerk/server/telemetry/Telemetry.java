package io.polyclerk.server.telemetry;

import io.polyclerk.core.observe.Counters;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts in the server's metrics; every name begins with {@code polyclerk_}. Thread-safe. */
public final class Telemetry implements Counters {

    private final MetricRegistry registry;
    private final ConcurrentHashMap<String, Counter> counters = new ConcurrentHashMap<>();

    public Telemetry(MetricRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void count(String name, String label) {
        counter(name + " " + label, name, () -> label.isEmpty() ? new Tag[0] : new Tag[] {new Tag("kind", label)});
    }

    /** A request of a platform. @param connection a connection that exists, or {@code unknown} */
    public void webhook(String connection, String outcome) {
        counter("webhooks " + connection + " " + outcome, "webhooks", () ->
                new Tag[] {new Tag("connection", connection), new Tag("outcome", outcome)});
    }

    private void counter(String key, String name, Supplier<Tag[]> tags) {
        counters.computeIfAbsent(key, absent -> registry.counter("polyclerk_" + name, tags.get()))
                .inc();
    }

    /** Shows a number that is asked for whenever metrics are read. */
    public void gauge(String name, Supplier<Number> value) {
        registry.gauge("polyclerk_" + name, value);
    }
}
