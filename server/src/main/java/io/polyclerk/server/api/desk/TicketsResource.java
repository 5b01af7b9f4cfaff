package io.polyclerk.server.api.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.exchange.TicketTable;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Ticket;
import io.polyclerk.server.persistence.conversations.ConversationArchive.TicketFilter;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.desk.TicketDesk;
import io.polyclerk.server.persistence.desk.TicketDesk.Change;
import io.polyclerk.server.persistence.desk.TicketDesk.Changed;
import io.polyclerk.server.persistence.desk.TicketDesk.Hands;
import io.polyclerk.server.persistence.desk.TicketDossier;
import io.polyclerk.server.persistence.desk.TicketDossier.Matter;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
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
    private static final int MOST_EXPORTED = 10_000;
    private static final int LONGEST_NOTE = 4_000;
    private static final int LONGEST_ASSIGNEE = 64;

    private final ConversationArchive archive;
    private final TicketDesk desk;
    private final TicketDossier dossier;
    private final AuditLog audit;
    private final Clock clock;

    /** Tickets, newest first. @param next give it as {@code before} to get the next page */
    public record TicketList(List<Ticket> tickets, @Nullable String next) {}

    /** What is to be changed; what is left out stays. @param version that you have seen */
    @Schema(name = "TicketChange", example = "{\"state\":\"closed\",\"note\":\"Sent a new one.\",\"version\":0}")
    public record TicketChange(
            @Nullable TicketState state,
            @Nullable Boolean urgent,
            @Nullable String note,
            @Nullable String assignee,
            @Nullable Integer priority,
            @Nullable Instant dueAt,
            @Nullable Long version) {

        /** A change of nobody's hands. */
        public TicketChange(
                @Nullable TicketState state, @Nullable Boolean urgent, @Nullable String note, @Nullable Long version) {
            this(state, urgent, note, null, null, null, version);
        }

        boolean isEmpty() {
            return state == null && urgent == null && note == null && hands() == null;
        }

        @Nullable
        Hands hands() {
            return assignee == null && priority == null && dueAt == null ? null : new Hands(assignee, priority, dueAt);
        }
    }

    /** A ticket with everything that speaks for it. */
    public record TicketDetails(
            @JsonUnwrapped Ticket ticket, @JsonUnwrapped Matter matter) {}

    @Inject
    public TicketsResource(
            ConversationArchive archive, TicketDesk desk, TicketDossier dossier, AuditLog audit, Clock clock) {
        this.archive = archive;
        this.audit = audit;
        this.dossier = dossier;
        this.desk = desk;
        this.clock = clock;
    }

    @GET
    @Within(Within.Scope.MERCHANT)
    @Operation(
            summary = "List tickets",
            description = "Newest first, at most 200 at once. `assignee` is the id of somebody, `me` or `nobody`.")
    public TicketList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("conversation") @Nullable String conversation,
            @QueryParam("state") @Nullable String state,
            @QueryParam("urgent") @Nullable Boolean urgent,
            @QueryParam("assignee") @Nullable String assignee,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context HttpServletRequest request) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        TicketState wanted = state == null ? null : stateOf(state);
        List<Ticket> found = archive.tickets(
                new TicketFilter(merchant, conversation, wanted, urgent, assigneeOf(assignee, request), before, limit));
        return new TicketList(
                found,
                found.size() == limit ? Long.toString(found.get(limit - 1).id()) : null);
    }

    @GET
    @Path("{id: [0-9]{1,18}}")
    @Operation(summary = "Show a ticket")
    public TicketDetails one(@PathParam("id") long id) {
        Ticket ticket = archive.ticket(id).orElseThrow(() -> ProblemException.notFound("ticket"));
        Matter matter = dossier.of(id).orElseThrow(() -> ProblemException.notFound("ticket"));
        return new TicketDetails(ticket, matter);
    }

    @GET
    @Path("{id: [0-9]{1,18}}/evidence/{evidence: [0-9]{1,18}}/annotated")
    @Produces("image/png")
    @Allowed(Role.AGENT)
    @Operation(summary = "Show a photo with what was seen on it")
    public Response annotated(@PathParam("id") long id, @PathParam("evidence") long evidence) {
        byte[] png = dossier.annotated(id, evidence).orElseThrow(() -> ProblemException.notFound("picture"));
        return Response.ok(png, "image/png").build();
    }

    @PATCH
    @Path("{id: [0-9]{1,18}}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Allowed(Role.AGENT)
    @Operation(summary = "Change a ticket", description = "`state` is `open`, `in_progress`, `waiting` or `closed`.")
    @APIResponse(
            responseCode = "200",
            description = "The ticket as it is now",
            content = @Content(schema = @Schema(implementation = Ticket.class)))
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    public Ticket change(@PathParam("id") long id, @Nullable TicketChange change, @Context HttpServletRequest request) {
        if (change == null || change.isEmpty()) {
            throw ProblemException.of(
                    400, "malformed", "nothing to change: give state, urgent, note, assignee, priority or dueAt");
        }
        if (change.priority() != null && (change.priority() < 1 || change.priority() > 4)) {
            throw ProblemException.invalid("priority", "must be 1 to 4");
        }
        if (change.assignee() != null && change.assignee().length() > LONGEST_ASSIGNEE) {
            throw ProblemException.invalid("assignee", "is no id of a token");
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
                change.hands(),
                change.version(),
                clock.instant()));
        Ticket ticket = changed.ticket().orElseThrow(() -> ProblemException.notFound("ticket"));
        if (changed.stale()) {
            throw ProblemException.of(409, "changed", "the ticket has changed; its version is now " + ticket.version());
        }
        return ticket;
    }

    @GET
    @Path("export")
    @Produces("text/csv;charset=utf-8")
    @Within(Within.Scope.MERCHANT)
    @Operation(
            summary = "Export tickets as a table",
            description =
                    "The newest 10,000. A cell that a spreadsheet would take for a formula begins with an apostrophe.")
    public Response export(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("state") @Nullable String state,
            @QueryParam("urgent") @Nullable Boolean urgent,
            @QueryParam("assignee") @Nullable String assignee,
            @Context HttpServletRequest request) {
        TicketState wanted = state == null ? null : stateOf(state);
        List<Ticket> found = archive.tickets(
                new TicketFilter(merchant, null, wanted, urgent, assigneeOf(assignee, request), null, MOST_EXPORTED));
        audit.record(clock.instant(), ApiGate.actorOf(request), "export", "tickets");
        StreamingOutput table = target -> TicketTable.write(found, target);
        return Response.ok(table, "text/csv;charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"tickets.csv\"")
                .build();
    }

    private static @Nullable String assigneeOf(@Nullable String text, HttpServletRequest request) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "me" -> ApiGate.actorOf(request);
            case "nobody" -> "";
            default -> text;
        };
    }

    private static TicketState stateOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "open" -> TicketState.OPEN;
            case "in_progress" -> TicketState.IN_PROGRESS;
            case "waiting" -> TicketState.WAITING;
            case "closed" -> TicketState.CLOSED;
            default -> throw ProblemException.invalid("state", "is none of open, in_progress, waiting, closed");
        };
    }
}
