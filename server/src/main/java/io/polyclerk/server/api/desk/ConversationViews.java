package io.polyclerk.server.api.desk;

import io.polyclerk.core.budget.Standing;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.media.MediaState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Line;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.server.persistence.conversations.ConversationSearch;
import io.polyclerk.server.persistence.conversations.ConversationSearch.LastMessage;
import io.polyclerk.server.persistence.conversations.MediaFiles.Stored;
import io.polyclerk.server.persistence.desk.Notes.Note;
import io.polyclerk.server.persistence.desk.SqlSuggestions;
import io.polyclerk.spi.message.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown of conversations. */
final class ConversationViews {

    private ConversationViews() {}

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
            long held) {

        static ReplyView of(Standing standing, boolean billed, List<Line> lines) {
            return new ReplyView(
                    standing.open(),
                    standing.until(),
                    standing.left(),
                    standing.leftForHuman(),
                    billed,
                    standing.reason(),
                    lines.stream()
                            .filter(line -> line.state() == DeliveryState.HELD)
                            .count());
        }
    }

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
            @Nullable String reason) {

        static FileView of(Stored file) {
            return new FileView(file.place(), file.state(), file.contentType(), file.bytes(), file.reason());
        }
    }

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
            @Nullable DeliveryView delivery) {

        /** @param actions all that were proposed in the conversation */
        static MessageView of(Line line, String channel, List<FileView> files, List<ActionView> actions) {
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
    }

    /** How far a message got. @param uncertain whether it may have reached the shopper twice */
    public record DeliveryView(
            DeliveryState state,
            int attempts,
            boolean uncertain,
            @Nullable String reason) {}
}
