package io.polyclerk.server.api;

import io.polyclerk.core.budget.Standing;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.media.MediaState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.persistence.ActionDesk;
import io.polyclerk.server.persistence.Author;
import io.polyclerk.server.persistence.ConversationArchive;
import io.polyclerk.server.persistence.ConversationArchive.Line;
import io.polyclerk.server.persistence.ConversationArchive.Summary;
import io.polyclerk.server.persistence.ConversationSearch;
import io.polyclerk.server.persistence.ConversationSearch.Filter;
import io.polyclerk.server.persistence.ConversationSearch.LastMessage;
import io.polyclerk.server.persistence.MediaFiles.Stored;
import io.polyclerk.server.persistence.Notes;
import io.polyclerk.server.persistence.Notes.Note;
import io.polyclerk.server.persistence.SqlSuggestions;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Conversations and what was said in them. */
@Path("conversations")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.CONVERSATION)
@Tag(name = "conversations", description = "What was said")
public class ConversationsResource {

    private static final int MOST = 200;
    private static final int LONGEST_SEARCH = 100;

    private final ConversationArchive archive;
    private final ConversationSearch search;
    private final Notes notes;
    private final SqlSuggestions suggestions;
    private final OpenConnections connections;
    private final ActionDesk desk;
    private final KeptMedia media;
    private final LawKeeper law;
    private final Clock clock;

    /** A page of conversations. @param next give it as {@code before} to get the next page */
    public record ConversationList(
            List<ListedConversation> conversations,
            @Nullable String next) {}

    /** A conversation without its messages. @param agent token of the agent who holds it */
    public record ListedConversation(
            String id,
            String connection,
            String chatId,
            String merchant,
            Holder holder,
            @Nullable String agent,
            @Nullable String language,
            long version,
            Instant createdAt,
            Instant updatedAt,
            @Nullable LastMessage last,
            int openTickets,
            boolean urgent) {

        static ListedConversation of(ConversationSearch.Found found) {
            Summary summary = found.conversation();
            return new ListedConversation(
                    summary.id(),
                    summary.connection(),
                    summary.chatId(),
                    summary.merchant(),
                    summary.holder(),
                    summary.agent(),
                    summary.language(),
                    summary.version(),
                    summary.createdAt(),
                    summary.updatedAt(),
                    found.last(),
                    found.openTickets(),
                    found.urgent());
        }
    }

    /**
     * A conversation with its messages in order.
     *
     * @param agent token of the agent who holds it
     * @param version give it with what you do, to be told when somebody was faster
     * @param suggestion what the bot would say, for an agent to send
     */
    public record ConversationView(
            String id,
            String connection,
            String channel,
            String chatId,
            String merchant,
            Holder holder,
            @Nullable String agent,
            @Nullable String language,
            long version,
            Instant createdAt,
            Instant updatedAt,
            @Nullable ReplyView reply,
            List<MessageView> messages,
            List<Note> notes,
            List<ActionView> actions,
            SqlSuggestions.@Nullable Kept suggestion) {}

    /**
     * How much the channel's law still allows in the conversation; null when its connection is not active.
     *
     * @param open whether anything may be said without waiting for the shopper
     * @param until when the window closes; null when it never does, or is closed
     * @param left messages that the bot may still send; null when there is no limit
     * @param leftForHuman messages that you may still send; null when there is no limit
     * @param billed whether each message costs money
     * @param reason why nothing may be said now
     * @param held messages that wait for the shopper to write
     */
    public record ReplyView(
            boolean open,
            @Nullable Instant until,
            @Nullable Integer left,
            @Nullable Integer leftForHuman,
            boolean billed,
            @Nullable String reason,
            long held) {}

    /**
     * A file of a message.
     *
     * @param index among the message's contents
     * @param reason why it is not here, or not yet
     */
    public record FileView(
            int index,
            MediaState state,
            @Nullable String contentType,
            @Nullable Long bytes,
            @Nullable String reason) {}

    /** On which way a message goes. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }

    /**
     * One message.
     *
     * @param agent token of the agent who wrote it here
     * @param channel id of the adapter that carried it
     * @param actions changes to orders that were proposed with this message, as they stand now
     * @param files of its contents, as they are kept here
     * @param delivery null for inbound messages
     */
    public record MessageView(
            long sequence,
            Direction direction,
            Author author,
            @Nullable String agent,
            String channel,
            List<Content> contents,
            List<FileView> files,
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
    public ConversationsResource(
            ConversationArchive archive,
            ConversationSearch search,
            Notes notes,
            SqlSuggestions suggestions,
            OpenConnections connections,
            ActionDesk desk,
            KeptMedia media,
            LawKeeper law,
            Clock clock) {
        this.archive = archive;
        this.search = search;
        this.notes = notes;
        this.suggestions = suggestions;
        this.connections = connections;
        this.desk = desk;
        this.media = media;
        this.law = law;
        this.clock = clock;
    }

    @GET
    @Within(Within.Scope.MERCHANT)
    @Operation(
            summary = "List conversations",
            description = "Newest activity first, at most 200 at once. `q` finds part of something that was said, of a"
                    + " ticket's order number or of the chat's id.")
    public ConversationList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("connection") @Nullable String connection,
            @QueryParam("chatId") @Nullable String chatId,
            @QueryParam("holder") @Nullable String holder,
            @QueryParam("language") @Nullable String language,
            @QueryParam("q") @Nullable String text,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        if (text != null && text.length() > LONGEST_SEARCH) {
            throw ProblemException.invalid("q", "must have at most " + LONGEST_SEARCH + " characters");
        }
        List<ListedConversation> found = search
                .find(new Filter(
                        merchant,
                        connection,
                        chatId,
                        holder == null ? null : holderOf(holder),
                        language,
                        text == null || text.isBlank() ? null : text.strip(),
                        limit,
                        before))
                .stream()
                .map(ListedConversation::of)
                .toList();
        return new ConversationList(
                found, found.size() == limit ? found.get(limit - 1).id() : null);
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show a conversation",
            description =
                    "All messages in order, with direction, contents, language, intents, actions and delivery state.")
    public ConversationView one(@PathParam("id") String id) {
        Summary summary = archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
        String channel = connections
                .find(new ConnectionId(summary.connection()))
                .map(open -> open.connection().adapter())
                .orElse(summary.connection());
        List<ActionView> actions = desk.list(new ActionDesk.Filter(null, null, null, id, null, MOST)).stream()
                .map(ActionView::of)
                .toList();
        List<Line> lines = archive.messages(id);
        Map<Long, List<FileView>> files = media.of(new ConversationId(id)).stream()
                .collect(Collectors.groupingBy(
                        Stored::sequence, Collectors.mapping(ConversationsResource::file, Collectors.toList())));
        return new ConversationView(
                summary.id(),
                summary.connection(),
                channel,
                summary.chatId(),
                summary.merchant(),
                summary.holder(),
                summary.agent(),
                summary.language(),
                summary.version(),
                summary.createdAt(),
                summary.updatedAt(),
                reply(summary, lines),
                lines.stream()
                        .map(line -> view(line, channel, files.getOrDefault(line.sequence(), List.of()), actions))
                        .toList(),
                notes.of(new ConversationId(id)),
                actions,
                summary.holder() == Holder.BOT ? null : suggestions.find(id).orElse(null));
    }

    private @Nullable ReplyView reply(Summary summary, List<Line> lines) {
        ConversationKey key = new ConversationKey(new ConnectionId(summary.connection()), summary.chatId());
        Optional<ChannelAdapter> channel = connections.channel(key.connection());
        if (channel.isEmpty()) {
            return null;
        }
        Standing standing = law.standing(new ConversationId(summary.id()), key, channel.get(), clock.instant());
        return new ReplyView(
                standing.open(),
                standing.until(),
                standing.left(),
                standing.leftForHuman(),
                LawKeeper.lawOf(channel.get(), key).billed(),
                standing.reason(),
                lines.stream()
                        .filter(line -> line.state() == DeliveryState.HELD)
                        .count());
    }

    private static FileView file(Stored file) {
        return new FileView(file.place(), file.state(), file.contentType(), file.bytes(), file.reason());
    }

    private static MessageView view(Line line, String channel, List<FileView> files, List<ActionView> actions) {
        Interpretation meaning = line.interpretation();
        DeliveryState state = line.state();
        return new MessageView(
                line.sequence(),
                line.author() == Author.SHOPPER ? Direction.INBOUND : Direction.OUTBOUND,
                line.author(),
                line.agent(),
                channel,
                line.contents(),
                files,
                line.at(),
                line.deleted(),
                meaning == null ? null : meaning.language(),
                meaning == null ? List.of() : meaning.intents(),
                line.author() == Author.BOT
                        ? actions.stream()
                                .filter(action -> action.proposedAt().equals(line.at()))
                                .toList()
                        : List.of(),
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
