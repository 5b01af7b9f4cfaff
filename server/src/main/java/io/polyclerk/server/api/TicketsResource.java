package io.polyclerk.server.api;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.persistence.ConversationArchive;
import io.polyclerk.server.persistence.ConversationArchive.Ticket;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Work that was left for humans. */
@Path("tickets")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Tag(name = "tickets", description = "Work for humans")
public class TicketsResource {

    private static final int MOST = 200;

    private final ConversationArchive archive;

    /** Tickets, newest first. */
    public record TicketList(List<Ticket> tickets) {}

    @Inject
    public TicketsResource(ConversationArchive archive) {
        this.archive = archive;
    }

    @GET
    @Operation(summary = "List tickets", description = "Newest first, at most 200 at once.")
    public TicketList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("conversation") @Nullable String conversation,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        return new TicketList(archive.tickets(merchant, conversation, limit));
    }

    @GET
    @Path("{id: [0-9]{1,18}}")
    @Operation(summary = "Show a ticket")
    public Ticket one(@PathParam("id") long id) {
        return archive.ticket(id).orElseThrow(() -> ProblemException.notFound("ticket"));
    }
}
