package io.polyclerk.core.delivery;

/** Nobody can be answered on a connection until somebody has mended it; the turn waits for that. */
public final class ConnectionPaused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConnectionPaused(String connection) {
        super("connection " + connection + " is paused");
    }
}
