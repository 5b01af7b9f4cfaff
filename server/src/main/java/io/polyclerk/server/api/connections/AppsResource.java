package io.polyclerk.server.api.connections;

import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.install.Apps;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the operator of this server is to a platform that has apps; administrators only. */
@Path("apps")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "installations", description = "Shops that connect themselves")
public class AppsResource {

    private final Apps apps;

    /** Settings of an app. @param settings secrets as {@code ••••} */
    public record AppView(String adapter, Map<String, String> settings) {
        @Override
        public String toString() {
            return "AppView[" + adapter + "]";
        }
    }

    /** What is wanted; a secret given as {@code ••••} stays as it is. */
    public record AppDraft(@Nullable Map<String, String> settings) {
        @Override
        public String toString() {
            return "AppDraft";
        }
    }

    @Inject
    public AppsResource(Apps apps) {
        this.apps = apps;
    }

    @GET
    @Path("{adapter}")
    @Operation(summary = "Show the app of an adapter", description = "Secrets never come back.")
    public AppView show(@PathParam("adapter") String adapter) {
        return new AppView(adapter, apps.shown(adapter).orElseThrow(() -> ProblemException.notFound("app")));
    }

    @PUT
    @Path("{adapter}")
    @Operation(
            summary = "Set the app of an adapter",
            description =
                    "Merchants can install the app from the platform once this is set. All settings are replaced.")
    public AppView save(@PathParam("adapter") String adapter, @Nullable AppDraft draft) {
        if (apps.shown(adapter).isEmpty()) {
            throw ProblemException.notFound("app");
        }
        Map<String, String> settings = draft == null ? null : draft.settings();
        apps.save(adapter, settings == null ? Map.of() : settings);
        return show(adapter);
    }

    @DELETE
    @Path("{adapter}")
    @Operation(summary = "Forget the app of an adapter", description = "Shops that have installed it stay connected.")
    public Response delete(@PathParam("adapter") String adapter) {
        apps.delete(adapter);
        return Response.noContent().build();
    }
}
