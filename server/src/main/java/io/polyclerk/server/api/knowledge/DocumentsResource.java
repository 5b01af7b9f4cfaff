package io.polyclerk.server.api.knowledge;

import io.polyclerk.ai.retrieval.Contradictions;
import io.polyclerk.ai.retrieval.Contradictions.Contradiction;
import io.polyclerk.ai.retrieval.ShopText.Piece;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.knowledge.Documents;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.knowledge.SqlLibrary;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Entry;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.State;
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
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The texts that the bot answers from: policies of the store and files of the seller. */
@Path("knowledge/documents")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.DOCUMENT)
@Tag(name = "knowledge", description = "What the shop has written")
public class DocumentsResource {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_FIELD = 2_000;

    private final Documents documents;
    private final SqlLibrary library;
    private final OpenConnections connections;
    private final AuditLog audit;
    private final Clock clock;

    /** @param kind {@code policy} or {@code file} @param progress 0 to 100 @param reason why it was refused */
    public record Document(
            String id,
            String merchant,
            String kind,
            String title,
            String language,
            @Nullable String link,
            @Nullable String mediaType,
            String state,
            int progress,
            @Nullable String reason,
            Instant changedAt) {
        static Document of(Entry entry) {
            return new Document(
                    entry.id(),
                    entry.merchant(),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    entry.title(),
                    entry.language(),
                    entry.page(),
                    entry.mediaType(),
                    entry.state().name().toLowerCase(Locale.ROOT),
                    entry.progress(),
                    entry.reason(),
                    entry.changedAt());
        }
    }

    /** Newest first. */
    public record DocumentList(List<Document> documents) {}

    /** Where two texts of the shop say it with different numbers; the bot answers with the newer. */
    public record Conflict(String here, String there, String document, String title) {}

    /** A text with all that the bot may quote of it. */
    public record DocumentDetail(Document document, List<Piece> passages, List<Conflict> contradictions) {}

    @Inject
    public DocumentsResource(
            Documents documents, SqlLibrary library, OpenConnections connections, AuditLog audit, Clock clock) {
        this.documents = documents;
        this.library = library;
        this.connections = connections;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Within(Within.Scope.MERCHANT)
    @Operation(summary = "List the texts that the bot answers from", description = "Newest first, with their progress.")
    public DocumentList list(@QueryParam("merchant") @Nullable String merchant) {
        return new DocumentList(library.all(Merchants.only(connections, merchant)).stream()
                .map(Document::of)
                .toList());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a text with its passages and what contradicts it")
    public DocumentDetail one(@PathParam("id") String id) {
        Entry entry = library.one(id).orElseThrow(() -> ProblemException.notFound("document"));
        List<Piece> pieces = library.pieces(id);
        return new DocumentDetail(Document.of(entry), pieces, conflicts(entry, pieces));
    }

    private List<Conflict> conflicts(Entry entry, List<Piece> pieces) {
        List<Conflict> conflicts = new ArrayList<>();
        String text = textOf(pieces);
        for (Entry other : library.all(entry.merchant())) {
            if (other.state() == State.READY
                    && !other.id().equals(entry.id())
                    && other.language().equals(entry.language())) {
                for (Contradiction one :
                        Contradictions.all(text, textOf(library.pieces(other.id())), entry.language())) {
                    conflicts.add(new Conflict(one.here(), one.there(), other.id(), other.title()));
                }
            }
        }
        return conflicts;
    }

    private static String textOf(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining("\n"));
    }

    @POST
    @Within(Within.Scope.ITSELF)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Allowed(Role.MANAGER)
    @Operation(
            summary = "Upload a document",
            description =
                    "Multipart with `file` (PDF, DOCX, XLSX, HTML, CSV or TXT) and, optional, `merchant`, `language`"
                            + " and `link`, where shoppers can read it. It is read later: ask for its `state` and `progress`. It"
                            + " takes the place of an earlier file with the same name.")
    @APIResponse(responseCode = "202", description = "It is there and will be read")
    public Response add(List<EntityPart> parts, @Context HttpServletRequest request) throws IOException {
        EntityPart file = part(parts, "file").orElseThrow(() -> ProblemException.invalid("file", "is missing"));
        String name = nameOf(file);
        String merchant = Merchants.own(Merchants.only(connections, field(parts, "merchant")), request);
        String language = field(parts, "language");
        String link = field(parts, "link");
        if (language != null) {
            Merchants.language(language);
        }
        if (link != null) {
            checkLink(link);
        }
        Entry entry;
        try (InputStream content = file.getContent()) {
            entry = documents.add(merchant, name, language, link, content);
        }
        audit.record(clock.instant(), ApiGate.actorOf(request), "add", "document " + entry.id());
        return Response.status(202)
                .location(URI.create("knowledge/documents/" + entry.id()))
                .entity(Document.of(entry))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Allowed(Role.MANAGER)
    @Operation(
            summary = "Forget a document",
            description = "The policies of a store come back as long as the store has them.")
    public Response delete(@PathParam("id") String id, @Context HttpServletRequest request) {
        if (!library.delete(id)) {
            throw ProblemException.notFound("document");
        }
        audit.record(clock.instant(), ApiGate.actorOf(request), "delete", "document " + id);
        return Response.noContent().build();
    }

    /** The last part of the name; where it lay on the seller's machine is nobody's business. */
    private static String nameOf(EntityPart file) {
        String name = file.getFileName().orElse("");
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        if (last.isEmpty() || last.length() > LONGEST_NAME) {
            throw ProblemException.invalid("file", "needs a file name of at most " + LONGEST_NAME + " characters");
        }
        return last;
    }

    private static void checkLink(String link) {
        try {
            String scheme = new URI(link).getScheme();
            if ("https".equals(scheme) || "http".equals(scheme)) {
                return;
            }
        } catch (java.net.URISyntaxException malformed) {
            // Said below.
        }
        throw ProblemException.invalid("link", "is no web address");
    }

    private static Optional<EntityPart> part(List<EntityPart> parts, String name) {
        return parts.stream().filter(part -> name.equals(part.getName())).findFirst();
    }

    private static @Nullable String field(List<EntityPart> parts, String name) throws IOException {
        Optional<EntityPart> part = part(parts, name);
        if (part.isEmpty()) {
            return null;
        }
        try (InputStream content = part.get().getContent()) {
            String value = new String(content.readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8).strip();
            return value.isEmpty() ? null : value;
        }
    }
}
