package io.polyclerk.server.persistence.archive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of an export, and of an import. Constructors refuse what would not fit into its column, because lines also come from files that
 * somebody has edited.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ArchiveLine.Begin.class, name = "export"),
    @JsonSubTypes.Type(value = ArchiveLine.ConversationLine.class, name = "conversation"),
    @JsonSubTypes.Type(value = ArchiveLine.MessageLine.class, name = "message"),
    @JsonSubTypes.Type(value = ArchiveLine.TicketLine.class, name = "ticket"),
    @JsonSubTypes.Type(value = ArchiveLine.NoteLine.class, name = "note"),
    @JsonSubTypes.Type(value = ArchiveLine.EventLine.class, name = "event"),
    @JsonSubTypes.Type(value = ArchiveLine.ActionLine.class, name = "action"),
    @JsonSubTypes.Type(value = ArchiveLine.ConsentLine.class, name = "consent"),
    @JsonSubTypes.Type(value = ArchiveLine.End.class, name = "end")
})
public sealed interface ArchiveLine {

    /** The first line. @param version of the format */
    record Begin(int version, Instant at) implements ArchiveLine {
        public Begin {
            Widths.time(at, "at");
        }
    }

    /** The last line, so that a file that was cut off is noticed. @param lines how many are between the first and this */
    record End(long lines) implements ArchiveLine {}

    record ConversationLine(
            String id,
            String connection,
            String chatId,
            String merchant,
            Holder holder,
            @Nullable String agent,
            @Nullable String language,
            Memory memory,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements ArchiveLine {
        public ConversationLine {
            Widths.id(id, "id");
            Widths.fits(connection, 64, "connection");
            Widths.fits(chatId, 512, "chatId");
            Widths.fits(merchant, 64, "merchant");
            Widths.mayFit(agent, 64, "agent");
            Widths.mayFit(language, 35, "language");
            Objects.requireNonNull(holder, "holder");
            Objects.requireNonNull(memory, "memory");
            Widths.time(createdAt, "createdAt");
            Widths.time(updatedAt, "updatedAt");
        }
    }

    /**
     * @param key what the sender's side calls it, or what keeps an agent's words from being said twice
     * @param interpretation what it was taken to mean
     * @param state null for what came in
     */
    record MessageLine(
            long id,
            String conversation,
            String connection,
            Author author,
            @Nullable String agent,
            List<Content> contents,
            Instant at,
            @Nullable String key,
            @Nullable String editId,
            boolean deleted,
            @Nullable Sender sender,
            @Nullable String group,
            @Nullable Instant sentAt,
            @Nullable Interpretation interpretation,
            @Nullable DeliveryState state,
            @Nullable String idempotencyKey,
            @Nullable String platformMessageId,
            int attempts,
            boolean uncertain,
            @Nullable String reason)
            implements ArchiveLine {
        public MessageLine {
            Widths.number(id, "id");
            Widths.id(conversation, "conversation");
            Widths.fits(connection, 64, "connection");
            Widths.mayFit(agent, 64, "agent");
            Widths.mayFit(key, 256, "key");
            Widths.mayFit(editId, 256, "editId");
            Widths.mayFit(group, 256, "group");
            Widths.mayFit(idempotencyKey, 32, "idempotencyKey");
            Widths.mayFit(platformMessageId, 256, "platformMessageId");
            Objects.requireNonNull(author, "author");
            Widths.time(at, "at");
            Widths.mayBeTime(sentAt, "sentAt");
            contents = List.copyOf(contents);
        }
    }

    record TicketLine(
            long id,
            String conversation,
            String merchant,
            String kind,
            String summary,
            @Nullable String orderNumber,
            String language,
            boolean urgent,
            TicketState state,
            @Nullable String note,
            long version,
            Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant closedAt)
            implements ArchiveLine {
        public TicketLine {
            Widths.number(id, "id");
            Widths.id(conversation, "conversation");
            Widths.fits(merchant, 64, "merchant");
            Widths.fits(kind, 64, "kind");
            Widths.fits(summary, 2000, "summary");
            Widths.mayFit(orderNumber, 128, "orderNumber");
            Widths.fits(language, 35, "language");
            Objects.requireNonNull(state, "state");
            Widths.time(createdAt, "createdAt");
            Widths.mayBeTime(updatedAt, "updatedAt");
            Widths.mayBeTime(closedAt, "closedAt");
        }
    }

    /**
     * What was said about being written to.
     *
     * @param sequence id of the shopper's message
     * @param purposes wire names, apart by blanks
     * @param question the bot's words
     * @param answer the shopper's words
     */
    record ConsentLine(
            long id,
            String conversation,
            long sequence,
            String sender,
            String state,
            String purposes,
            String language,
            @Nullable String question,
            @Nullable String answer,
            Instant at)
            implements ArchiveLine {
        public ConsentLine {
            Widths.number(id, "id");
            Widths.id(conversation, "conversation");
            Widths.fits(sender, 512, "sender");
            Widths.fits(state, 12, "state");
            Widths.fits(purposes, 200, "purposes");
            Widths.fits(language, 35, "language");
            Widths.mayFit(question, 1000, "question");
            Widths.mayFit(answer, 1000, "answer");
            Widths.time(at, "at");
        }
    }

    record NoteLine(long id, String conversation, String author, String text, Instant at) implements ArchiveLine {
        public NoteLine {
            Widths.number(id, "id");
            Widths.id(conversation, "conversation");
            Widths.fits(author, 64, "author");
            Widths.fits(text, 4000, "text");
            Widths.time(at, "at");
        }
    }

    /** A change to an order. @param sender who asked for it, on their channel */
    record ActionLine(
            String id,
            String conversation,
            String merchant,
            String sender,
            String language,
            String store,
            String orderNumber,
            String revision,
            OrderAction action,
            @Nullable Money amount,
            boolean needsApproval,
            ActionState state,
            int attempts,
            @Nullable String reason,
            @Nullable Outcome outcome,
            @Nullable String decidedBy,
            Instant proposedAt,
            Instant expiresAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant attemptedAt,
            Instant updatedAt)
            implements ArchiveLine {
        public ActionLine {
            Widths.fits(id, 32, "id");
            Widths.id(conversation, "conversation");
            Widths.fits(merchant, 64, "merchant");
            Widths.fits(sender, 2000, "sender");
            Widths.fits(language, 35, "language");
            Widths.fits(store, 64, "store");
            Widths.fits(orderNumber, 128, "orderNumber");
            Objects.requireNonNull(revision, "revision");
            Objects.requireNonNull(action, "action");
            Widths.fits(action.orderId(), 128, "action.orderId");
            Objects.requireNonNull(state, "state");
            Widths.mayFit(reason, 2000, "reason");
            Widths.mayFit(decidedBy, 64, "decidedBy");
            Widths.time(proposedAt, "proposedAt");
            Widths.time(expiresAt, "expiresAt");
            Widths.mayBeTime(confirmedAt, "confirmedAt");
            Widths.mayBeTime(attemptedAt, "attemptedAt");
            Widths.time(updatedAt, "updatedAt");
        }
    }

    /** What numbers are computed from. */
    record EventLine(
            long id, Instant at, String merchant, @Nullable String conversation, String kind, JsonNode details)
            implements ArchiveLine {
        public EventLine {
            Widths.number(id, "id");
            Widths.mayFit(conversation, 36, "conversation");
            Widths.fits(merchant, 64, "merchant");
            Widths.fits(kind, 32, "kind");
            Widths.time(at, "at");
            Objects.requireNonNull(details, "details");
        }
    }
}
