package io.polyclerk.server.api;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.persistence.ConversationArchive;
import io.polyclerk.server.persistence.ConversationArchive.Ticket;
import io.polyclerk.server.persistence.ConversationArchive.TicketFilter;
import io.polyclerk.server.persistence.TicketDesk;
import io.polyclerk.server.persistence.TicketDesk.Change;
import io.polyclerk.server.persistence.TicketDesk.Changed;
import io.polyclerk.server.persistence.TicketDesk.TicketState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Work that was left for humans. */
@Path("tickets")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.TICKET)
@Tag(name = "tickets", description = "Work for humans")
public class TicketsResource {

    private static final int MOST = 200;
    private static final int LONGEST_NOTE = 4_000;

    private final ConversationArchive archive;
    private final TicketDesk desk;
    private final Clock clock;

    /** Tickets, newest first. @param next give it as {@code before} to get the next page */
    public record TicketList(List<Ticket> tickets, @Nullable String next) {}

    /** What is to be changed; what is left out stays. @param version that you have seen */
    @Schema(name = "TicketChange", example = "{\"state\":\"closed\",\"note\":\"Sent a new one.\",\"version\":0}")
    public record TicketChange(
            @Nullable TicketState state,
            @Nullable Boolean urgent,
            @Nullable String note,
            @Nullable Long version) {}

    @Inject
    public TicketsResource(ConversationArchive archive, TicketDesk desk, Clock clock) {
        this.archive = archive;
        this.desk = desk;
        this.clock = clock;
    }

    @GET
    @Within(Within.Scope.MERCHANT)
    @Operation(summary = "List tickets", description = "Newest first, at most 200 at once.")
    public TicketList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("conversation") @Nullable String conversation,
            @QueryParam("state") @Nullable String state,
            @QueryParam("urgent") @Nullable Boolean urgent,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        TicketState wanted = state == null ? null : stateOf(state);
        List<Ticket> found = archive.tickets(new TicketFilter(merchant, conversation, wanted, urgent, before, limit));
        return new TicketList(
                found,
                found.size() == limit ? Long.toString(found.get(limit - 1).id()) : null);
    }

    @GET
    @Path("{id: [0-9]{1,18}}")
    @Operation(summary = "Show a ticket")
    public Ticket one(@PathParam("id") long id) {
        return archive.ticket(id).orElseThrow(() -> ProblemException.notFound("ticket"));
    }

    @PATCH
    @Path("{id: [0-9]{1,18}}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Allowed(Role.AGENT)
    @Operation(summary = "Change a ticket", description = "`state` is `open` or `closed`.")
    @APIResponse(
            responseCode = "200",
            description = "The ticket as it is now",
            content = @Content(schema = @Schema(implementation = Ticket.class)))
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    public Ticket change(@PathParam("id") long id, @Nullable TicketChange change, @Context HttpServletRequest request) {
        if (change == null || (change.state() == null && change.urgent() == null && change.note() == null)) {
            throw ProblemException.of(400, "malformed", "nothing to change: give state, urgent or note");
        }
        if (change.note() != null && change.note().length() > LONGEST_NOTE) {
            throw ProblemException.invalid("note", "must have at most " + LONGEST_NOTE + " characters");
        }
        Changed changed = desk.change(new Change(
                id,
                ApiGate.actorOf(request),
                change.state(),
                change.urgent(),
                change.note(),
                change.version(),
                clock.instant()));
        Ticket ticket = changed.ticket().orElseThrow(() -> ProblemException.notFound("ticket"));
        if (changed.stale()) {
            throw ProblemException.of(409, "changed", "the ticket has changed; its version is now " + ticket.version());
        }
        return ticket;
    }

    private static TicketState stateOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "open" -> TicketState.OPEN;
            case "closed" -> TicketState.CLOSED;
            default -> throw ProblemException.invalid("state", "is none of open, closed");
        };
    }
}
