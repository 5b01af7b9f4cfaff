package io.polyclerk.server.api.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.knowledge.ReplayStore;
import io.polyclerk.server.persistence.knowledge.ReplayStore.Replay;
import io.polyclerk.server.persistence.knowledge.ReplayStore.State;
import io.polyclerk.server.replay.PastChats;
import io.polyclerk.server.replay.Replays;
import io.polyclerk.server.replay.UnreadableChatsException;
import io.polyclerk.spi.message.ConnectionId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Past chats played to the bot before anything goes live. */
@Path("replays")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed(Role.ANALYST)
@Within(Within.Scope.MERCHANT)
@Tag(name = "replays", description = "What the bot would have done")
public class ReplaysResource {

    private final Replays replays;
    private final ReplayStore store;

    /** The newest first, without their results. */
    public record ReplayList(List<ReplayView> replays) {}

    /** @param result what would have been; null before it is done */
    public record ReplayView(
            String id,
            String merchant,
            String name,
            State state,
            int done,
            int total,
            @Nullable JsonNode result,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        static ReplayView of(Replay replay) {
            String result = replay.result();
            return new ReplayView(
                    replay.id(),
                    replay.merchant(),
                    replay.name(),
                    replay.state(),
                    replay.done(),
                    replay.total(),
                    result == null ? null : Json.read(result, JsonNode.class),
                    replay.reason(),
                    replay.createdAt(),
                    replay.finishedAt());
        }
    }

    @Inject
    public ReplaysResource(Replays replays, ReplayStore store) {
        this.replays = replays;
        this.store = store;
    }

    @GET
    @Operation(summary = "List replays")
    public ReplayList list(@QueryParam("merchant") @Nullable String merchant) {
        return new ReplayList(store.all(Merchants.named(merchant)).stream()
                .map(ReplayView::of)
                .toList());
    }

    @POST
    @Allowed(Role.MANAGER)
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Play past chats to the bot",
            description = "The body is a table (CSV) or JSON Lines, one message each, with the columns `conversation`,"
                    + " `from` (`shopper` or `agent`) and `text`; usual names of help desks are known. Nothing is sent,"
                    + " stored as a conversation or changed in the shop. It goes on in the background.")
    @APIResponse(responseCode = "202", description = "It has begun")
    @APIResponse(responseCode = "422", description = "The file holds no chats that can be read")
    public Response begin(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("name") @DefaultValue("chats") String name,
            byte[] file) {
        String owner = Merchants.named(merchant);
        ConnectionId channel = replays.channelOf(owner)
                .orElseThrow(() -> ProblemException.of(409, "no-connection", "connect a channel first"));
        try {
            Replay begun =
                    replays.begin(owner, name, channel, PastChats.read(new String(file, StandardCharsets.UTF_8)));
            return Response.status(Response.Status.ACCEPTED)
                    .entity(ReplayView.of(begun))
                    .build();
        } catch (UnreadableChatsException unreadable) {
            throw ProblemException.of(
                    422,
                    switch (unreadable.why()) {
                        case FORMAT -> "chats-unreadable";
                        case COLUMNS -> "chats-columns";
                        case NO_SHOPPER -> "chats-no-shopper";
                    },
                    unreadable.getMessage());
        }
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a replay with what would have been")
    public ReplayView one(@PathParam("id") String id, @QueryParam("merchant") @Nullable String merchant) {
        return store.find(Merchants.named(merchant), id)
                .map(ReplayView::of)
                .orElseThrow(() -> ProblemException.notFound("replay"));
    }

    @DELETE
    @Path("{id}")
    @Allowed(Role.MANAGER)
    @Operation(summary = "Remove a replay", description = "One that runs is stopped.")
    public Response delete(@PathParam("id") String id, @QueryParam("merchant") @Nullable String merchant) {
        if (!store.delete(Merchants.named(merchant), id)) {
            throw ProblemException.notFound("replay");
        }
        return Response.noContent().build();
    }
}
