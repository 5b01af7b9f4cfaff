package io.polyclerk.server.api.knowledge;

import io.polyclerk.ai.graph.BadPackException;
import io.polyclerk.ai.graph.GraphSearch;
import io.polyclerk.ai.graph.GraphSearch.RefusedQueryException;
import io.polyclerk.ai.graph.Pack;
import io.polyclerk.ai.graph.TradeGraphs;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.Violation;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.knowledge.SqlPacks;
import io.polyclerk.server.persistence.knowledge.SqlPacks.Entry;
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
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Knowledge of the trade: the packs that are shipped, those that a merchant adds, and questions to them in SPARQL. */
@Path("knowledge/packs")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "knowledge", description = "What the shop has written")
public class PacksResource {

    private final SqlPacks packs;
    private final GraphSearch search;
    private final AuditLog audit;
    private final Clock clock;

    /** @param shipped packs that every merchant has @param packs of the merchant, newest first */
    public record PackList(List<String> shipped, List<Entry> packs) {}

    @Inject
    public PacksResource(SqlPacks packs, GraphSearch search, AuditLog audit, Clock clock) {
        this.packs = packs;
        this.search = search;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List the knowledge packs of a merchant")
    public PackList list(@QueryParam("merchant") @Nullable String merchant) {
        return new PackList(TradeGraphs.SHIPPED, packs.all(Merchants.named(merchant)));
    }

    @POST
    @Consumes("text/turtle")
    @Allowed({})
    @Operation(
            summary = "Add a knowledge pack",
            description =
                    "RDF in Turtle with SKOS concepts and statements, each with a source; the reference page on knowledge"
                            + " packs says what is understood. Nothing that it names is fetched. A pack with faults is refused as a"
                            + " whole; `violations` names the lines. It adds to what is shipped and takes nothing away.")
    @APIResponse(responseCode = "201", description = "It is there and used within seconds")
    @APIResponse(responseCode = "413", description = "It is too large")
    @APIResponse(responseCode = "422", description = "It has faults, with their lines")
    public Response add(
            @QueryParam("merchant") @Nullable String of, InputStream body, @Context HttpServletRequest request)
            throws IOException {
        String merchant = Merchants.named(of);
        byte[] bytes = body.readNBytes(Pack.LARGEST + 1);
        if (bytes.length > Pack.LARGEST) {
            throw ProblemException.of(413, "too-large", "a pack has at most " + Pack.LARGEST + " bytes");
        }
        String turtle = text(bytes);
        Entry entry = packs.add(merchant, checked(turtle), turtle, clock.instant())
                .orElseThrow(() -> ProblemException.of(
                        409, "too-many", "a merchant has at most " + SqlPacks.MOST + " packs; delete one first"));
        audit.record(clock.instant(), ApiGate.actorOf(request), "add", "knowledge pack " + entry.id());
        return Response.status(Response.Status.CREATED)
                .location(URI.create("/api/v1/knowledge/packs/" + entry.id()))
                .entity(entry)
                .build();
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw ProblemException.invalid("body", "is not written in UTF-8");
        }
    }

    private static Pack checked(String turtle) {
        try {
            return Pack.read(turtle);
        } catch (BadPackException bad) {
            throw ProblemException.invalid(bad.faults().stream()
                    .map(fault -> new Violation(fault.line() == 0 ? "pack" : "line " + fault.line(), fault.problem()))
                    .toList());
        }
    }

    @GET
    @Path("{id}")
    @Produces("text/turtle;charset=utf-8")
    @Operation(summary = "A pack as it was added, or one that is shipped by its name")
    public String one(@QueryParam("merchant") @Nullable String merchant, @PathParam("id") String id) {
        if (TradeGraphs.SHIPPED.contains(id)) {
            return TradeGraphs.text(id);
        }
        return packs.turtle(Merchants.named(merchant), id).orElseThrow(() -> ProblemException.notFound("pack"));
    }

    @DELETE
    @Path("{id}")
    @Allowed({})
    @Operation(summary = "Forget a pack")
    public Response delete(
            @QueryParam("merchant") @Nullable String merchant,
            @PathParam("id") String id,
            @Context HttpServletRequest request) {
        if (!packs.delete(Merchants.named(merchant), id)) {
            throw ProblemException.notFound("pack");
        }
        audit.record(clock.instant(), ApiGate.actorOf(request), "delete", "knowledge pack " + id);
        return Response.noContent().build();
    }

    @POST
    @Path("query")
    @Consumes("application/sparql-query")
    @Operation(
            summary = "Ask the packs of a merchant in SPARQL",
            description = "SELECT only; neither SERVICE nor FROM; at most " + GraphSearch.MOST_ROWS
                    + " rows and two seconds.")
    public GraphSearch.Table query(@QueryParam("merchant") @Nullable String merchant, String sparql) {
        try {
            return search.ask(Merchants.named(merchant), sparql);
        } catch (RefusedQueryException refused) {
            throw ProblemException.invalid("query", String.valueOf(refused.getMessage()));
        }
    }
}
