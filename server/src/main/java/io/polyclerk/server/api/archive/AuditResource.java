package io.polyclerk.server.api.archive;

import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.persistence.accounts.AuditLog;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what; administrators only. */
@Path("audit")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit", description = "Who did what")
public class AuditResource {

    private static final int MOST = 200;

    private final AuditLog audit;

    /** Entries, newest first. @param next give it as {@code before} to get the next page */
    public record AuditList(
            List<AuditLog.Entry> entries, @Nullable String next) {}

    @Inject
    public AuditResource(AuditLog audit) {
        this.audit = audit;
    }

    @GET
    @Operation(
            summary = "List who did what",
            description = "Newest first, at most 200 at once. `actor` is the id of a token or an account.")
    public AuditList list(
            @QueryParam("before") @Nullable Long before,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        List<AuditLog.Entry> found = audit.entries(before, actor == null || actor.isBlank() ? null : actor, limit);
        return new AuditList(
                found,
                found.size() == limit ? Long.toString(found.get(limit - 1).id()) : null);
    }
}
