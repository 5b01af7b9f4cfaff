package io.polyclerk.server.api.desk;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.Waker;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.orders.ActionDesk;
import io.polyclerk.server.persistence.orders.ActionDesk.Decided;
import io.polyclerk.server.persistence.orders.ActionDesk.Filter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Changes to orders: what was asked, what waits for a human, what was done. */
@Path("actions")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.ACTION)
@Tag(name = "actions", description = "Changes to orders")
public class ActionsResource {

    private static final int MOST = 200;

    private final ActionDesk desk;
    private final Waker waker;
    private final Clock clock;

    /** Actions, newest first. @param next give it as {@code before} to get the next page */
    public record ActionList(
            List<ActionView> actions, @Nullable String next) {}

    @Inject
    public ActionsResource(ActionDesk desk, Waker waker, Clock clock) {
        this.desk = desk;
        this.waker = waker;
        this.clock = clock;
    }

    @GET
    @Within(Within.Scope.MERCHANT)
    @Operation(
            summary = "List changes to orders",
            description =
                    "Newest first, at most 200 at once. `state=awaiting_approval` is the queue of what waits for a"
                            + " human; `unresolved` is what nobody could find out.")
    public ActionList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("state") @Nullable String state,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("conversation") @Nullable String conversation,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        List<ActionView> found = desk
                .list(new Filter(
                        merchant,
                        state == null ? null : stateOf(state),
                        kind == null ? null : kindOf(kind),
                        conversation,
                        before == null ? null : instantOf(before),
                        limit))
                .stream()
                .map(ActionView::of)
                .toList();
        return new ActionList(
                found, found.size() == limit ? found.get(limit - 1).proposedAt().toString() : null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a change to an order")
    public ActionView one(@PathParam("id") String id) {
        return desk.find(id).map(ActionView::of).orElseThrow(() -> ProblemException.notFound("action"));
    }

    @POST
    @Path("{id}/approve")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Role.AGENT)
    @Operation(
            summary = "Agree to a change",
            description = "It is carried out and the shopper is told. What is `unresolved` is read back once more. The"
                    + " same again does nothing.")
    @APIResponse(responseCode = "200", description = "The action as it is now")
    @APIResponse(responseCode = "409", description = "There is nothing to decide")
    public ActionView approve(@PathParam("id") String id, @Context HttpServletRequest request) {
        return decided(id, desk.approve(id, ApiGate.actorOf(request), clock.instant()));
    }

    @POST
    @Path("{id}/reject")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Role.AGENT)
    @Operation(
            summary = "Decide against a change",
            description = "The shopper is told that nothing was changed. The same again does nothing.")
    @APIResponse(responseCode = "200", description = "The action as it is now")
    @APIResponse(responseCode = "409", description = "There is nothing to decide")
    public ActionView reject(@PathParam("id") String id, @Context HttpServletRequest request) {
        return decided(id, desk.reject(id, ApiGate.actorOf(request), clock.instant()));
    }

    private ActionView decided(String id, Decided decided) {
        ActionView action = switch (decided) {
            case DONE, REPEATED -> one(id);
            case MISSING -> throw ProblemException.notFound("action");
            case OUT_OF_PLACE ->
                throw ProblemException.of(
                        409, "out-of-place", "the action is " + one(id).state().wireName());
        };
        waker.wake(new ConversationId(action.conversation()));
        return action;
    }

    private static ActionState stateOf(String text) {
        return Stream.of(ActionState.values())
                .filter(state -> state.wireName().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("state", "is no state of an action"));
    }

    private static ActionKind kindOf(String text) {
        return ActionKind.ofWireName(text.toLowerCase(Locale.ROOT))
                .orElseThrow(
                        () -> ProblemException.invalid("kind", "is none of cancel, return, change_address, refund"));
    }

    private static Instant instantOf(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw ProblemException.invalid("before", "is no moment such as 2026-11-26T10:00:00Z");
        }
    }
}
