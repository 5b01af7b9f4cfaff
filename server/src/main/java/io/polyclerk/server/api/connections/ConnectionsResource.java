package io.polyclerk.server.api.connections;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Problem;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.ConnectionDraft;
import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.Disconnecting;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.spi.message.ConnectionId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Merchants' connections. */
@Path("connections")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Within(Within.Scope.CONNECTION)
@Tag(name = "connections", description = "Merchants' use of channels and stores")
public class ConnectionsResource {

    private final Connections connections;
    private final OpenConnections open;
    private final Disconnecting disconnecting;
    private final Settings settings;

    /** Those that the caller may see, without their secrets. */
    public record ConnectionList(List<ConnectionView> connections) {}

    /** What is sent to make or change one; {@code id} may be left out when the address has it. */
    @Schema(
            name = "ConnectionDraft",
            example =
                    "{\"id\":\"chat1\",\"adapter\":\"messenger\",\"merchant\":\"demo\",\"settings\":{\"botToken\":\"123456:ABC\"}}")
    public record Draft(
            @Nullable String id,
            @Nullable String adapter,
            @Nullable String merchant,
            @Nullable Map<String, String> settings) {}

    @Inject
    public ConnectionsResource(
            Connections connections, OpenConnections open, Disconnecting disconnecting, Settings settings) {
        this.connections = connections;
        this.disconnecting = disconnecting;
        this.open = open;
        this.settings = settings;
    }

    @GET
    @Allowed(Role.MANAGER)
    @Within(Within.Scope.ITSELF)
    @Operation(summary = "List connections")
    public ConnectionList list(@Context UriInfo address, @Context HttpServletRequest request) {
        Caller caller = ApiGate.callerOf(request);
        return new ConnectionList(open.all().stream()
                .filter(one -> caller.sees(one.connection().merchant()))
                .map(one -> view(one, address))
                .toList());
    }

    @POST
    @Within(Within.Scope.ITSELF)
    @Operation(
            summary = "Make a connection",
            description =
                    "The settings are held against the adapter's manifest and checked with the platform first. When the"
                            + " platform cannot be asked, the connection is made with `check.state` = `unverified`.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    @APIResponse(
            responseCode = "422",
            description = "A setting is unknown, missing, malformed or not taken by the platform",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "409", description = "There is a connection with this id already")
    public Response create(@Nullable Draft draft, @Context UriInfo address, @Context HttpServletRequest request) {
        ConnectionView made = view(connections.create(own(complete(draft, null), request)), address);
        return Response.created(URI.create(address.getAbsolutePath() + "/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a connection", description = "Secrets never come back.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    public ConnectionView one(@PathParam("id") String id, @Context UriInfo address) {
        return view(find(id), address);
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Change a connection",
            description = "All settings are replaced; a secret given as `••••` stays as it is.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    public ConnectionView replace(
            @PathParam("id") String id,
            @Nullable Draft draft,
            @Context UriInfo address,
            @Context HttpServletRequest request) {
        OpenConnection known = find(id);
        return view(connections.replace(known, own(complete(draft, known), request)), address);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Remove a connection",
            description =
                    "A store's webhooks, and the access of an app that the merchant installed, are given back as far as"
                            + " the shop can be reached. Its conversations stay.")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest request) {
        ConnectionId known = find(id).connection().id();
        disconnecting.leave(known, ApiGate.actorOf(request));
        connections.delete(known);
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/check")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Check a connection",
            description =
                    "Asks the platform whether it takes the credentials. A paused connection goes on when it does.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    public ConnectionView check(@PathParam("id") String id, @Context UriInfo address) {
        return view(connections.check(find(id)), address);
    }

    private static ConnectionDraft own(ConnectionDraft draft, HttpServletRequest request) {
        if (!ApiGate.callerOf(request).sees(draft.merchant())) {
            throw ProblemException.of(403, "forbidden", "this token belongs to another merchant");
        }
        return draft;
    }

    private ConnectionView view(OpenConnection connection, UriInfo address) {
        String set = settings.optional(Setting.PUBLIC_URL);
        String base = set == null ? address.getBaseUri().resolve("/").toString() : set;
        return ConnectionView.of(connection, base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
    }

    private OpenConnection find(String id) {
        if (!ConnectionId.isValid(id)) {
            throw ProblemException.notFound("connection");
        }
        return open.find(new ConnectionId(id)).orElseThrow(() -> ProblemException.notFound("connection"));
    }

    private static ConnectionDraft complete(@Nullable Draft draft, @Nullable OpenConnection known) {
        if (draft == null) {
            throw ProblemException.of(400, "malformed", "a body is needed");
        }
        String id = known == null
                ? required("id", draft.id())
                : known.connection().id().value();
        if (draft.id() != null && !draft.id().equals(id)) {
            throw ProblemException.invalid("id", "is not the id in the address");
        }
        if (!ConnectionId.isValid(id)) {
            throw ProblemException.invalid("id", "must be 1 to 64 letters, digits, '_' or '-'");
        }
        String adapter = known != null && draft.adapter() == null
                ? known.connection().adapter()
                : required("adapter", draft.adapter());
        String merchant = known != null && draft.merchant() == null
                ? known.connection().merchant()
                : required("merchant", draft.merchant());
        Map<String, String> settings = draft.settings() == null ? Map.of() : draft.settings();
        settings.forEach((name, value) -> required("settings." + name, value));
        return new ConnectionDraft(new ConnectionId(id), adapter, merchant, settings);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw ProblemException.invalid(field, "is missing");
        }
        return value;
    }
}
