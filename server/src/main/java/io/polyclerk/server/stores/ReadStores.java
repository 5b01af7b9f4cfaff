package io.polyclerk.server.stores;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.message.ConnectionId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The connections as turns see them: stores are read with memory, patience and a count. Changes go to the stores themselves. Thread-safe. */
public final class ReadStores implements ConnectionRegistry {

    private final ConnectionRegistry connections;
    private final ProductMemory memory;
    private final StorePatience patience;
    private final CallCount count;

    public ReadStores(ConnectionRegistry connections, ProductMemory memory, StorePatience patience, CallCount count) {
        this.connections = connections;
        this.memory = memory;
        this.patience = patience;
        this.count = count;
    }

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        return connections.channel(id);
    }

    @Override
    public boolean isKnown(ConnectionId id) {
        return connections.isKnown(id);
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return connections.storesOf(merchant).stream()
                .map(open -> read(open, store -> {}))
                .toList();
    }

    @Override
    public List<OpenStore> storesFor(Conversation conversation) {
        return connections.storesOf(conversation.merchant()).stream()
                .map(open -> read(open, store -> count.count(conversation.id(), store)))
                .toList();
    }

    private OpenStore read(OpenStore open, Consumer<ConnectionId> beforeCall) {
        ReadStore.Way way = new ReadStore.Way(open.id(), memory, patience, beforeCall);
        // Whether a store can be changed is told by its type.
        return new OpenStore(
                open.id(),
                open.adapter() instanceof OrderActions actions
                        ? new ReadStore.Changeable(open.adapter(), actions, way)
                        : new ReadStore.Plain(open.adapter(), way));
    }

    @Override
    public List<String> languagesOf(String merchant) {
        return connections.languagesOf(merchant);
    }

    @Override
    public void pause(ConnectionId id, String reason) {
        connections.pause(id, reason);
    }
}
