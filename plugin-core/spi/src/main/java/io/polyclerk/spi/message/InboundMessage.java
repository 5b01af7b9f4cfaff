package io.polyclerk.spi.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper said.
 *
 * @param messageId unique within the connection and the same for a repeated delivery
 * @param groupId joins the messages of an album; null for a single message
 * @param opens name of the window of the channel's law that it opens; null for the one that a written message opens
 */
public record InboundMessage(
        ConversationKey conversation,
        String messageId,
        Sender sender,
        Instant sentAt,
        List<Content> contents,
        @Nullable String groupId,
        @Nullable String opens) {

    public InboundMessage {
        contents = List.copyOf(contents);
    }

    public InboundMessage(
            ConversationKey conversation,
            String messageId,
            Sender sender,
            Instant sentAt,
            List<Content> contents,
            @Nullable String groupId) {
        this(conversation, messageId, sender, sentAt, contents, groupId, null);
    }

    public InboundMessage(
            ConversationKey conversation, String messageId, Sender sender, Instant sentAt, List<Content> contents) {
        this(conversation, messageId, sender, sentAt, contents, null, null);
    }
}
