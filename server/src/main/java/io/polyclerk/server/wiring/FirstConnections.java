package io.polyclerk.server.wiring;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.connections.ConnectionDraft;
import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.connections.ConnectionsFile;
import io.polyclerk.server.connections.InvalidConnectionException;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.spi.message.ConnectionId;
import java.util.List;
import java.util.Map;

/** The connections that are there without anyone calling the API: those of the file, else the sample shop and its chat. */
final class FirstConnections {

    private static final System.Logger LOGGER = System.getLogger(FirstConnections.class.getName());
    private static final String MERCHANT = "demo";
    private static final List<ConnectionDraft> SAMPLE = List.of(
            new ConnectionDraft(new ConnectionId("shop"), "samplestore", MERCHANT, Map.of()),
            new ConnectionDraft(new ConnectionId("web"), "webchat", MERCHANT, Map.of()));

    private FirstConnections() {}

    static void declare(Connections connections, OpenConnections open, AdapterCatalog catalog, Settings settings) {
        if (settings.optional(Setting.CONNECTIONS) != null) {
            new ConnectionsFile(System::getenv)
                    .read(settings.path(Setting.CONNECTIONS))
                    .forEach(draft -> declare(connections, draft));
        } else if (open.all().isEmpty()) {
            SAMPLE.stream()
                    .filter(draft -> catalog.find(draft.adapter()).isPresent())
                    .forEach(draft -> declare(connections, draft));
        }
    }

    private static void declare(Connections connections, ConnectionDraft draft) {
        try {
            connections.declare(draft);
        } catch (InvalidConnectionException invalid) {
            LOGGER.log(System.Logger.Level.ERROR, "connection {0} is left out: {1}", draft.id(), invalid.getMessage());
        }
    }
}
