package io.polyclerk.server.api.connections;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.spi.ChannelAdapter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The channels that are connected, without their settings: for those who answer on them. */
@Path("channels")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.ITSELF)
@Tag(name = "conversations", description = "What was said")
public class ChannelsResource {

    private final OpenConnections open;

    /** @param name of the adapter, by language */
    public record Channel(String connection, String merchant, String adapter, Map<String, String> name) {}

    /** All of them. */
    public record ChannelList(List<Channel> channels) {}

    @Inject
    public ChannelsResource(OpenConnections open) {
        this.open = open;
    }

    @GET
    @Operation(summary = "List connected channels", description = "Without their settings.")
    public ChannelList list(@Context HttpServletRequest request) {
        Caller caller = ApiGate.callerOf(request);
        return new ChannelList(open.all().stream()
                .filter(one -> one.adapter() instanceof ChannelAdapter)
                .filter(one -> caller.sees(one.connection().merchant()))
                .map(one -> new Channel(
                        one.connection().id().value(),
                        one.connection().merchant(),
                        one.connection().adapter(),
                        one.loaded().manifest().name()))
                .toList());
    }
}
