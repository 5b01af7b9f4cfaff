package io.polyclerk.server.api.connections;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.LoadedAdapter;
import io.polyclerk.server.adapters.Manifest;
import io.polyclerk.server.api.Within;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The adapters at hand. */
@Path("adapters")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Within(Within.Scope.NOTHING)
@Tag(name = "adapters", description = "What can be connected")
public class AdaptersResource {

    private final AdapterCatalog catalog;

    /** Manifests, from which forms can be drawn, and folders that could not be used. */
    public record AdapterList(List<Manifest> adapters, List<AdapterCatalog.Broken> broken) {}

    @Inject
    public AdaptersResource(AdapterCatalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @Operation(summary = "List adapters", description = "With the settings that each of them wants.")
    public AdapterList list() {
        return new AdapterList(
                catalog.adapters().values().stream()
                        .map(LoadedAdapter::manifest)
                        .toList(),
                catalog.broken());
    }
}
