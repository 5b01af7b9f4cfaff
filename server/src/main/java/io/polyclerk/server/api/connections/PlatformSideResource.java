package io.polyclerk.server.api.connections;

import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.PlatformSetUp;
import io.polyclerk.spi.PlatformSetUp.Item;
import io.polyclerk.spi.PlatformSetUp.State;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.message.ConnectionId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What has to stand on a platform's side: where it sends to, commands, menu, templates. */
@Path("connections")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Tag(name = "connections", description = "Merchants' use of channels and stores")
public class PlatformSideResource {

    private final OpenConnections open;
    private final Settings settings;

    /** How the platform's side stands. @param inLine whether nothing is left to do */
    public record SetUpView(boolean inLine, List<Item> items) {

        static SetUpView of(List<Item> items) {
            return new SetUpView(items.stream().allMatch(item -> item.state() == State.IN_PLACE), items);
        }
    }

    @Inject
    public PlatformSideResource(OpenConnections open, Settings settings) {
        this.open = open;
        this.settings = settings;
    }

    @GET
    @Path("{id}/drift")
    @Operation(
            summary = "Compare the platform's side with what it should be",
            description = "Asks the platform and changes nothing. `next` says what only a person can do.")
    @APIResponse(responseCode = "200", description = "How it stands")
    @APIResponse(responseCode = "409", description = "The platform does not take the credentials")
    @APIResponse(responseCode = "503", description = "The platform cannot be asked at the moment")
    public SetUpView drift(@PathParam("id") String id) {
        return asked(id, PlatformSideResource::compared);
    }

    @POST
    @Path("{id}/apply")
    @Operation(
            summary = "Bring the platform's side in line",
            description = "Registers the webhook, commands, menu and templates where the platform lets a program do it."
                    + " Only what is missing or different is changed, so it may be called again at any time.")
    @APIResponse(responseCode = "200", description = "How it stands afterwards")
    @APIResponse(
            responseCode = "409",
            description = "Platforms cannot reach this server, or do not take the credentials")
    @APIResponse(responseCode = "503", description = "The platform cannot be asked at the moment")
    public SetUpView apply(@PathParam("id") String id) {
        return asked(id, PlatformSideResource::applied);
    }

    private static List<Item> compared(Adapter adapter, URI webhook) {
        return adapter instanceof PlatformSetUp platform ? platform.compare(webhook) : List.of();
    }

    private static List<Item> applied(Adapter adapter, URI webhook) {
        if (adapter instanceof PlatformSetUp platform) {
            return platform.apply(webhook);
        }
        if (adapter instanceof WebhookRegistration registration) {
            registration.register(webhook);
            return List.of(new Item("webhook", "events", State.IN_PLACE, null));
        }
        return List.of();
    }

    private SetUpView asked(String id, BiFunction<Adapter, URI, List<Item>> question) {
        OpenConnection connection = (ConnectionId.isValid(id)
                        ? open.find(new ConnectionId(id))
                        : java.util.Optional.<OpenConnection>empty())
                .orElseThrow(() -> ProblemException.notFound("connection"));
        try {
            return SetUpView.of(question.apply(connection.adapter(), webhook(id)));
        } catch (AdapterException.CredentialsRejected | AdapterException.Refused no) {
            throw ProblemException.of(409, "refused", String.valueOf(no.getMessage()));
        } catch (AdapterException later) {
            throw ProblemException.of(503, "unavailable", String.valueOf(later.getMessage()));
        }
    }

    private URI webhook(String id) {
        String base = settings.optional(Setting.PUBLIC_URL);
        if (base == null) {
            throw ProblemException.of(
                    409,
                    "no-public-address",
                    "set " + Setting.PUBLIC_URL.variable() + " to the address under which platforms reach this server");
        }
        return URI.create((base.endsWith("/") ? base : base + "/") + "hooks/" + id);
    }
}
