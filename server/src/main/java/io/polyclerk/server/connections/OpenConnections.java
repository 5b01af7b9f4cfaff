package io.polyclerk.server.connections;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.server.connections.MerchantConnection.State;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.message.ConnectionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The connections that are open now. Thread-safe. */
public final class OpenConnections implements ConnectionRegistry, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(OpenConnections.class.getName());

    private final ConcurrentHashMap<ConnectionId, OpenConnection> open = new ConcurrentHashMap<>();
    private final ConnectionStore store;
    private final ShopLanguages languages;
    private volatile Runnable goesOn = () -> {};

    public OpenConnections(ConnectionStore store, ShopLanguages languages) {
        this.store = store;
        this.languages = languages;
    }

    /** The open connection, also when it is paused: what a platform sends is always taken. */
    public Optional<OpenConnection> find(ConnectionId id) {
        return Optional.ofNullable(open.get(id));
    }

    public Collection<OpenConnection> all() {
        return open.values().stream()
                .sorted(Comparator.comparing(
                                (OpenConnection one) -> one.connection().createdAt())
                        .thenComparing(one -> one.connection().id().value()))
                .toList();
    }

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        OpenConnection found = open.get(id);
        return found != null
                        && found.connection().state() == State.ACTIVE
                        && found.adapter() instanceof ChannelAdapter channel
                ? Optional.of(channel)
                : Optional.empty();
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return activeStores()
                .filter(one -> one.connection().merchant().equals(merchant))
                .map(OpenConnections::asStore)
                .toList();
    }

    /** The active stores of all merchants. */
    public List<OpenStore> stores() {
        return activeStores().map(OpenConnections::asStore).toList();
    }

    private Stream<OpenConnection> activeStores() {
        return all().stream()
                .filter(one -> one.connection().state() == State.ACTIVE)
                .filter(one -> one.adapter() instanceof StoreAdapter);
    }

    private static OpenStore asStore(OpenConnection one) {
        return new OpenStore(one.connection().id(), (StoreAdapter) one.adapter());
    }

    /** The merchant of the first store; empty when there is none. */
    public String firstMerchant() {
        return all().stream()
                .filter(one -> one.adapter() instanceof StoreAdapter)
                .map(one -> one.connection().merchant())
                .findFirst()
                .orElse("");
    }

    @Override
    public List<String> languagesOf(String merchant) {
        return languages.languagesOf(merchant);
    }

    @Override
    public void pause(ConnectionId id, String reason) {
        open.computeIfPresent(id, (key, one) -> {
            if (one.connection().state() == State.PAUSED) {
                return one;
            }
            LOGGER.log(System.Logger.Level.WARNING, "connection {0} is paused: {1}", id, reason);
            MerchantConnection paused = one.connection().paused(reason);
            store.saveState(paused);
            return one.with(paused);
        });
    }

    /** Puts a connection in place of an earlier one with its id, which is closed. */
    void put(OpenConnection connection) {
        close(open.put(connection.connection().id(), connection));
        goesOn.run();
    }

    /** Changes what is known of a connection whose adapter stays open. */
    void update(MerchantConnection changed) {
        open.computeIfPresent(changed.id(), (key, one) -> one.with(changed));
        goesOn.run();
    }

    /** Is told when a connection may go on: what waits for it is taken up then. */
    public void whenGoingOn(Runnable listener) {
        goesOn = listener;
    }

    @Override
    public boolean isKnown(ConnectionId id) {
        return open.containsKey(id);
    }

    void remove(ConnectionId id) {
        close(open.remove(id));
    }

    private static void close(@Nullable OpenConnection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.adapter().close();
        } catch (Exception failure) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "connection " + connection.connection().id() + " could not be closed",
                    failure);
        }
    }

    @Override
    public void close() {
        List.copyOf(open.keySet()).forEach(this::remove);
    }
}
