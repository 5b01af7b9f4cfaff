package io.polyclerk.core.fake;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.ConnectionId;
import java.util.List;
import java.util.Optional;

/** Nothing is connected; tests add what they are about. */
public class NoConnections implements ConnectionRegistry {

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        return Optional.empty();
    }

    @Override
    public boolean isKnown(ConnectionId id) {
        return channel(id).isPresent();
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return List.of();
    }

    @Override
    public List<String> languagesOf(String merchant) {
        return List.of();
    }

    @Override
    public void pause(ConnectionId id, String reason) {
        throw new IllegalStateException("nobody pauses here");
    }
}
