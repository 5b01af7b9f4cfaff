package io.polyclerk.core.connection;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.message.ConnectionId;
import java.util.List;
import java.util.Optional;

/** Finds the open adapters of merchants' connections. Thread-safe; answers change when a merchant changes settings. */
public interface ConnectionRegistry {

    /** The channel that can be used now: empty while it is paused, and when there is none. */
    Optional<ChannelAdapter> channel(ConnectionId id);

    /**
     * Whether there is such a connection, be it paused or not. What is said on one that is there and cannot be used waits; asking only for
     * this and for {@link #channel} leaves no moment in which a connection that goes on looks like none.
     */
    boolean isKnown(ConnectionId id);

    /** The stores from which a merchant's channels answer, in the order in which they were connected. */
    List<OpenStore> storesOf(String merchant);

    /** The same stores, for one conversation: how often it asks them may be counted and bounded. */
    default List<OpenStore> storesFor(Conversation conversation) {
        return storesOf(conversation.merchant());
    }

    /** Language tags that a merchant has enabled; empty for all. */
    List<String> languagesOf(String merchant);

    /** The platform no longer accepts the credentials: nothing is sent until the merchant has mended them. */
    void pause(ConnectionId id, String reason);

    /** A store that can be asked. */
    record OpenStore(ConnectionId id, StoreAdapter adapter) {}
}
