package io.polyclerk.server.api.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.install.PrivacyDesk;
import io.polyclerk.server.install.PrivacyStore.Demand;
import io.polyclerk.server.install.PrivacyStore.Status;
import io.polyclerk.server.json.Json;
import io.polyclerk.spi.PrivacyRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people and platforms demanded about personal data, and what became of it; administrators only. */
@Path("privacy-requests")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "privacy", description = "Export and erasure of personal data")
public class PrivacyResource {

    private static final int MOST = 500;

    private final PrivacyDesk privacy;

    /** Demands, newest first. */
    public record RequestList(List<RequestView> requests) {}

    /** A demand; whom it is about is forgotten once it is done. @param outcome counts of what was found or ended */
    public record RequestView(
            String id,
            String installation,
            PrivacyRequest.Kind kind,
            Status status,
            @Nullable JsonNode outcome,
            Instant receivedAt,
            Instant dueAt,
            @Nullable Instant doneAt) {

        static RequestView of(Demand demand) {
            String outcome = demand.outcome();
            return new RequestView(
                    demand.id(),
                    demand.installation(),
                    demand.kind(),
                    demand.status(),
                    outcome == null ? null : Json.read(outcome, JsonNode.class),
                    demand.receivedAt(),
                    demand.dueAt(),
                    demand.doneAt());
        }
    }

    @Inject
    public PrivacyResource(PrivacyDesk privacy) {
        this.privacy = privacy;
    }

    @GET
    @Operation(summary = "List privacy requests", description = "Newest first, at most 500.")
    public RequestList list() {
        return new RequestList(privacy.all(MOST).stream().map(RequestView::of).toList());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a privacy request")
    public RequestView one(@PathParam("id") String id) {
        return privacy.find(id).map(RequestView::of).orElseThrow(() -> ProblemException.notFound("request"));
    }

    @GET
    @Path("{id}/result")
    @Operation(
            summary = "What was found about a customer",
            description = "For the merchant, who hands it to the customer. Only for requests to export.")
    public JsonNode result(@PathParam("id") String id) {
        return privacy.result(id)
                .map(found -> Json.read(found, JsonNode.class))
                .orElseThrow(() -> ProblemException.notFound("result"));
    }
}
