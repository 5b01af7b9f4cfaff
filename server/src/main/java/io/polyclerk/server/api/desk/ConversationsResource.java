package io.polyclerk.server.api.desk;

import io.polyclerk.core.budget.Standing;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.api.desk.ConversationViews.ConversationList;
import io.polyclerk.server.api.desk.ConversationViews.ConversationView;
import io.polyclerk.server.api.desk.ConversationViews.FileView;
import io.polyclerk.server.api.desk.ConversationViews.ListedConversation;
import io.polyclerk.server.api.desk.ConversationViews.MessageView;
import io.polyclerk.server.api.desk.ConversationViews.ReplyView;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Line;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.server.persistence.conversations.ConversationSearch;
import io.polyclerk.server.persistence.conversations.ConversationSearch.Filter;
import io.polyclerk.server.persistence.conversations.MediaFiles.Stored;
import io.polyclerk.server.persistence.desk.Notes;
import io.polyclerk.server.persistence.desk.SqlSuggestions;
import io.polyclerk.server.persistence.orders.ActionDesk;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.ConnectionId;
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
                .collect(
                        Collectors.groupingBy(Stored::sequence, Collectors.mapping(FileView::of, Collectors.toList())));
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
                        .map(line ->
                                MessageView.of(line, channel, files.getOrDefault(line.sequence(), List.of()), actions))
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
        return ReplyView.of(standing, LawKeeper.lawOf(channel.get(), key).billed(), lines);
    }

    private static Holder holderOf(String text) {
        return Optional.of(text.toUpperCase(Locale.ROOT))
                .filter(name -> List.of(Holder.values()).stream()
                        .anyMatch(one -> one.name().equals(name)))
                .map(Holder::valueOf)
                .orElseThrow(() -> ProblemException.invalid("holder", "is none of bot, waiting_for_agent, agent"));
    }
}
