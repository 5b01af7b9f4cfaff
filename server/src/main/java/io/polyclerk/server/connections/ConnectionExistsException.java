package io.polyclerk.server.connections;

import io.polyclerk.spi.message.ConnectionId;

/** A new connection was given the id of another one. */
public final class ConnectionExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConnectionExistsException(ConnectionId id) {
        super("there is a connection '" + id + "' already");
    }
}
