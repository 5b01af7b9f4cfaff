package io.polyclerk.server.api.connections;

import io.polyclerk.server.adapters.Manifest;
import io.polyclerk.server.adapters.PackageRefusedException;
import io.polyclerk.server.adapters.PartnerAdapters;
import io.polyclerk.server.adapters.PartnerAdapters.Permissions;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.persistence.accounts.AuditLog;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Adapters of partners, installed while the server runs; administrators of the whole server only. */
@Path("partner-adapters")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "adapters", description = "What can be connected")
public class PartnerAdaptersResource {

    private final PartnerAdapters partners;
    private final Connections connections;
    private final AuditLog audit;
    private final Clock clock;

    /** What is installed. */
    public record PartnerList(List<PartnerView> adapters) {}

    /** @param manifest left out when it could not be loaded; `GET /adapters` says why */
    @Schema(name = "PartnerAdapter")
    public record PartnerView(String id, @Nullable Manifest manifest) {}

    /** @param sha256 of the package that was looked at */
    @Schema(name = "PartnerConsent")
    public record Consent(@Nullable String sha256) {}

    /** @param closed how many connections were closed; they open again when it comes back */
    public record Removed(int closed) {}

    @Inject
    public PartnerAdaptersResource(PartnerAdapters partners, Connections connections, AuditLog audit, Clock clock) {
        this.partners = partners;
        this.connections = connections;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List adapters of partners")
    public PartnerList list() {
        return new PartnerList(partners.ids().stream()
                .map(id -> new PartnerView(
                        id, partners.find(id).map(one -> one.manifest()).orElse(null)))
                .toList());
    }

    @POST
    @Path("package")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Look at a partner's package",
            description =
                    "A ZIP of the adapter's jars, signed as `jarsigner` does it. Says whose it is and what it may do; nothing of it runs."
                            + " `sha256` is compared when a catalogue has told it.")
    @APIResponse(responseCode = "422", description = "Not signed by somebody whom this server trusts, or no adapter")
    public Permissions look(InputStream body, @QueryParam("sha256") @Nullable String sha256) throws IOException {
        try {
            return partners.look(body, sha256);
        } catch (PackageRefusedException refused) {
            throw ProblemException.invalid("package", String.valueOf(refused.getMessage()));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Install the package that was looked at", description = "It works at once; no restart.")
    @APIResponse(responseCode = "422", description = "Another package is waiting, or it cannot be loaded")
    public PartnerView install(@Nullable Consent consent, @Context HttpServletRequest request) throws IOException {
        if (consent == null || consent.sha256() == null) {
            throw ProblemException.invalid("sha256", "is missing");
        }
        try {
            Manifest manifest = partners.install(consent.sha256()).manifest();
            connections.openStoredOf(manifest.id());
            audit.record(clock.instant(), ApiGate.actorOf(request), "install", "adapter " + manifest.id());
            return new PartnerView(manifest.id(), manifest);
        } catch (PackageRefusedException refused) {
            throw ProblemException.invalid("sha256", String.valueOf(refused.getMessage()));
        }
    }

    @DELETE
    @Path("{adapter}")
    @Operation(
            summary = "Remove an adapter of a partner",
            description = "Its connections are closed and stay stored; they open again when it comes back.")
    public Removed remove(@PathParam("adapter") String adapter, @Context HttpServletRequest request)
            throws IOException {
        if (!partners.ids().contains(adapter)) {
            throw ProblemException.notFound("adapter of a partner");
        }
        int closed = connections.closeAllOf(adapter);
        partners.remove(adapter);
        audit.record(clock.instant(), ApiGate.actorOf(request), "remove", "adapter " + adapter);
        return new Removed(closed);
    }
}
