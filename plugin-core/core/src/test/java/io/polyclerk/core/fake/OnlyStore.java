package io.polyclerk.core.fake;

import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.message.ConnectionId;
import java.util.List;

/** Every merchant has the same one store, and no channel. */
public final class OnlyStore extends NoConnections {

    private final ConnectionId id;
    private final StoreAdapter store;

    public OnlyStore(ConnectionId id, StoreAdapter store) {
        this.id = id;
        this.store = store;
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return List.of(new OpenStore(id, store));
    }
}
