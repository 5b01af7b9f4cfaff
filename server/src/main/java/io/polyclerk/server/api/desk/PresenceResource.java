package io.polyclerk.server.api.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.desk.Presence;
import io.polyclerk.server.persistence.desk.Presence.Present;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who has a conversation open. */
@Path("conversations/{id}/presence")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed(Role.AGENT)
@Within(Within.Scope.CONVERSATION)
@Tag(name = "desk", description = "What agents do")
public class PresenceResource {

    private final Presence presence;
    private final Clock clock;

    /** @param writing whether an answer is being written */
    @Schema(name = "PresenceDraft", example = "{\"writing\":true}")
    public record Draft(boolean writing) {}

    /** Who else is there. */
    public record PresentList(List<Present> others) {}

    @Inject
    public PresenceResource(Presence presence, Clock clock) {
        this.presence = presence;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "Say that you look at a conversation",
            description = "Good for 25 seconds. The answer tells who else looks at it, and who writes.")
    public PresentList renew(@PathParam("id") String id, @Nullable Draft draft, @Context HttpServletRequest request) {
        boolean writing = draft != null && draft.writing();
        return new PresentList(
                presence.renew(new ConversationId(id), ApiGate.actorOf(request), writing, clock.instant()));
    }

    @DELETE
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Say that you have left a conversation")
    public Response leave(@PathParam("id") String id, @Context HttpServletRequest request) {
        presence.leave(new ConversationId(id), ApiGate.actorOf(request));
        return Response.noContent().build();
    }
}
