package io.polyclerk.server.persistence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.persistence.TicketDesk.TicketState;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Sender;
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

    record NoteLine(long id, String conversation, String author, String text, Instant at) implements ArchiveLine {
        public NoteLine {
            Widths.number(id, "id");
            Widths.id(conversation, "conversation");
            Widths.fits(author, 64, "author");
            Widths.fits(text, 4000, "text");
            Widths.time(at, "at");
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
