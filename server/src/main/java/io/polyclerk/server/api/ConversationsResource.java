package io.polyclerk.server.api;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.Author;
import io.polyclerk.server.persistence.ConversationArchive;
import io.polyclerk.server.persistence.ConversationArchive.Filter;
import io.polyclerk.server.persistence.ConversationArchive.Line;
import io.polyclerk.server.persistence.ConversationArchive.Summary;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Conversations and what was said in them. */
@Path("conversations")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Tag(name = "conversations", description = "What was said")
public class ConversationsResource {

    private static final int MOST = 200;

    private final ConversationArchive archive;
    private final OpenConnections connections;

    /** A page of conversations. @param next give it as {@code before} to get the next page */
    public record ConversationList(
            List<Summary> conversations, @Nullable String next) {}

    /** A conversation with its messages in order. */
    public record ConversationView(
            String id,
            String connection,
            String channel,
            String chatId,
            String merchant,
            Holder holder,
            @Nullable String language,
            Instant createdAt,
            Instant updatedAt,
            List<MessageView> messages) {}

    /** On which way a message goes. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }

    /** What was done to an order in this turn; filled by skills that act. */
    public record ActionView(String kind, String order, String state) {}

    /** One message. @param channel id of the adapter that carried it @param delivery null for inbound messages */
    public record MessageView(
            long sequence,
            Direction direction,
            Author author,
            String channel,
            List<Content> contents,
            Instant at,
            boolean deleted,
            @Nullable String language,
            List<ScoredIntent> intents,
            List<ActionView> actions,
            @Nullable Interpretation interpretation,
            @Nullable DeliveryView delivery) {}

    /** How far a message got. @param uncertain whether it may have reached the shopper twice */
    public record DeliveryView(
            DeliveryState state,
            int attempts,
            boolean uncertain,
            @Nullable String reason) {}

    @Inject
    public ConversationsResource(ConversationArchive archive, OpenConnections connections) {
        this.archive = archive;
        this.connections = connections;
    }

    @GET
    @Operation(summary = "List conversations", description = "Newest activity first, at most 200 at once.")
    public ConversationList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("connection") @Nullable String connection,
            @QueryParam("chatId") @Nullable String chatId,
            @QueryParam("holder") @Nullable String holder,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        String wanted = holder == null ? null : holderOf(holder).name();
        List<Summary> found = archive.conversations(new Filter(merchant, connection, chatId, wanted, limit, before));
        return new ConversationList(
                found, found.size() == limit ? found.get(limit - 1).id() : null);
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show a conversation",
            description = "All messages in order, with direction, contents, language, intents and delivery state.")
    public ConversationView one(@PathParam("id") String id) {
        Summary summary = archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
        String channel = connections
                .find(new ConnectionId(summary.connection()))
                .map(open -> open.connection().adapter())
                .orElse(summary.connection());
        return new ConversationView(
                summary.id(),
                summary.connection(),
                channel,
                summary.chatId(),
                summary.merchant(),
                summary.holder(),
                summary.language(),
                summary.createdAt(),
                summary.updatedAt(),
                archive.messages(id).stream().map(line -> view(line, channel)).toList());
    }

    private static MessageView view(Line line, String channel) {
        Interpretation meaning = line.interpretation();
        DeliveryState state = line.state();
        return new MessageView(
                line.sequence(),
                line.author() == Author.SHOPPER ? Direction.INBOUND : Direction.OUTBOUND,
                line.author(),
                channel,
                line.contents(),
                line.at(),
                line.deleted(),
                meaning == null ? null : meaning.language(),
                meaning == null ? List.of() : meaning.intents(),
                List.of(),
                meaning,
                state == null ? null : new DeliveryView(state, line.attempts(), line.uncertain(), line.reason()));
    }

    private static Holder holderOf(String text) {
        return Optional.of(text.toUpperCase(Locale.ROOT))
                .filter(name -> List.of(Holder.values()).stream()
                        .anyMatch(one -> one.name().equals(name)))
                .map(Holder::valueOf)
                .orElseThrow(() -> ProblemException.invalid("holder", "is none of bot, waiting_for_agent, agent"));
    }
}
