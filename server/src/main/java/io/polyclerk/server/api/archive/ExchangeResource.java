package io.polyclerk.server.api.archive;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.exchange.CsvLines;
import io.polyclerk.server.exchange.JsonLines;
import io.polyclerk.server.exchange.JsonLinesImport;
import io.polyclerk.server.exchange.RefusedImportException;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.setting.DataFolder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Everything that was said and done, out and in. */
@Path("")
@Dependent
@Tag(name = "exchange", description = "Export and import")
public class ExchangeResource {

    private final ArchiveExport export;
    private final JsonLinesImport lines;
    private final AuditLog audit;
    private final DataFolder data;
    private final Clock clock;

    /** What an import has taken in, by type of line. */
    public record Imported(Map<String, JsonLinesImport.Count> imported) {}

    @Inject
    public ExchangeResource(ArchiveExport export, JsonLinesImport lines, AuditLog audit, DataFolder data, Clock clock) {
        this.export = export;
        this.lines = lines;
        this.audit = audit;
        this.data = data;
        this.clock = clock;
    }

    @GET
    @Path("export")
    @Allowed(Role.ANALYST)
    @Within(Within.Scope.MERCHANT)
    @Operation(
            summary = "Export conversations, messages, tickets, notes and events",
            description =
                    "`jsonl` has everything, one JSON object on each line with its `type`, and can be imported. `csv` is a"
                            + " table for spreadsheets; a cell that a spreadsheet would take for a formula begins with an apostrophe, and"
                            + " `bom=true` puts a byte order mark in front, as some of them need.")
    public Response export(
            @QueryParam("format") @DefaultValue("jsonl") String format,
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("bom") @DefaultValue("false") boolean mark,
            @Context HttpServletRequest request) {
        StreamingOutput content = switch (format) {
            case "jsonl" -> target -> JsonLines.write(export, merchant, clock.instant(), target);
            case "csv" -> target -> CsvLines.write(export, merchant, mark, target);
            default -> throw ProblemException.invalid("format", "is none of jsonl, csv");
        };
        audit.record(clock.instant(), ApiGate.actorOf(request), "export", format);
        String name = "polyclerk-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "." + format;
        return Response.ok(content, format.equals("csv") ? "text/csv;charset=utf-8" : JsonLines.MEDIA_TYPE)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    @POST
    @Path("import")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import what was exported as `jsonl`",
            description =
                    "All of it or, when a line cannot be taken, nothing. Ids stay as they are and nothing is taken twice, so"
                            + " an import that was interrupted can be repeated. Nothing that is imported is answered or sent.")
    @APIResponse(responseCode = "409", description = "An id or a chat belongs to something else here")
    @APIResponse(responseCode = "422", description = "A line is malformed, or the file was cut off")
    public Imported take(InputStream body, @Context HttpServletRequest request) throws IOException {
        // Kept in a file of our own folder: it may be larger than the memory, and holds personal data.
        java.nio.file.Path file = Files.createTempFile(data.folder("import"), "import", ".jsonl");
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            Imported imported = new Imported(lines.take(file));
            audit.record(clock.instant(), ApiGate.actorOf(request), "import", "jsonl");
            return imported;
        } catch (RefusedImportException refused) {
            throw refused.isConflict()
                    ? ProblemException.of(409, "conflict", refused.getMessage())
                    : ProblemException.invalid("body", String.valueOf(refused.getMessage()));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
