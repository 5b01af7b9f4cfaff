package io.polyclerk.server.connections;

import io.polyclerk.spi.message.ConnectionId;
import java.util.List;
import java.util.Set;

/** Where connections are kept. Thread-safe. */
public interface ConnectionStore {

    /** All connections, oldest first. */
    List<MerchantConnection> all();

    /** Makes or replaces a connection. @param secrets names of the settings that are encrypted before they are stored */
    void save(MerchantConnection connection, Set<String> secrets);

    void delete(ConnectionId id);

    /** Stores state, reason and check; the settings stay. */
    void saveState(MerchantConnection connection);
}
