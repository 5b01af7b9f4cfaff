package io.polyclerk.server.api.archive;

import io.polyclerk.server.persistence.metrics.ContactTable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Makes what the numbers are read from anew; administrators only. */
@Path("metrics/rebuild")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "numbers", description = "How well shoppers are served")
public class NumbersUpkeepResource {

    private final ContactTable table;

    /** @param conversations how many are read again */
    @Schema(name = "NumbersRebuild")
    public record Rebuild(int conversations) {}

    @Inject
    public NumbersUpkeepResource(ContactTable table) {
        this.table = table;
    }

    @POST
    @Operation(
            summary = "Make the table of contacts anew",
            description =
                    "All conversations are read again in the background. Until that is done, numbers are counted from"
                            + " the events each time: slowly, and right.")
    @APIResponse(responseCode = "202", description = "It has begun")
    public Response rebuild() {
        return Response.accepted(new Rebuild(table.allStale())).build();
    }
}
