package io.polyclerk.server.connections;

import io.polyclerk.spi.message.ConnectionId;
import java.util.Map;

/** What a merchant wants a connection to be. @param settings by name; a secret that is to stay may be given as {@link #UNCHANGED} */
public record ConnectionDraft(ConnectionId id, String adapter, String merchant, Map<String, String> settings) {

    /** Stands for a secret that is kept: secrets never come back, so a form can only send this. */
    public static final String UNCHANGED = "••••";

    public ConnectionDraft {
        settings = Map.copyOf(settings);
    }

    @Override
    public String toString() {
        return "ConnectionDraft[" + id + ", " + adapter + "]";
    }
}
