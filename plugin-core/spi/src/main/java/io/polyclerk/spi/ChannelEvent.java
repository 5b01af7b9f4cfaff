package io.polyclerk.spi;

import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.DeliveryStatus;
import io.polyclerk.spi.message.InboundMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened on a channel. */
public sealed interface ChannelEvent {

    /** The chat that it happened in. Events of one chat are worked on in the order in which they came. */
    ConversationKey conversation();

    /** A shopper wrote. */
    record MessageReceived(InboundMessage message) implements ChannelEvent {
        @Override
        public ConversationKey conversation() {
            return message.conversation();
        }
    }

    /**
     * A shopper changed a message that was sent before.
     *
     * @param editId tells two edits of one message apart; the same for a repeated delivery
     */
    record MessageEdited(
            ConversationKey conversation, String messageId, String editId, List<Content> contents, Instant editedAt)
            implements ChannelEvent {
        public MessageEdited {
            contents = List.copyOf(contents);
        }
    }

    /** A shopper took a message back. */
    record MessageDeleted(ConversationKey conversation, String messageId, Instant deletedAt) implements ChannelEvent {}

    /**
     * The platform tells how far one of our messages got.
     *
     * @param messageId the platform's id from the {@link Receipt}
     * @param idempotencyKey ours, where the platform echoes it
     */
    record StatusChanged(
            ConversationKey conversation,
            String messageId,
            DeliveryStatus status,
            Instant at,
            @Nullable String idempotencyKey,
            @Nullable String reason)
            implements ChannelEvent {}

    /** A human answered from the platform's own app: the bot falls silent. */
    record AgentSpoke(ConversationKey conversation, String messageId, List<Content> contents, Instant at)
            implements ChannelEvent {
        public AgentSpoke {
            contents = List.copyOf(contents);
        }
    }

    /**
     * The humans of the platform's own app have let go of the conversation: the bot has it back.
     *
     * @param eventId tells two of these apart; the same for a repeated delivery
     */
    record AgentLeft(ConversationKey conversation, String eventId, Instant at) implements ChannelEvent {}

    /**
     * A person opened the chat, followed the account or unblocked the bot.
     *
     * @param opens name of the window of the channel's law that it opens; null when it opens none
     */
    record ContactJoined(
            ConversationKey conversation,
            Instant at,
            @Nullable String opens) implements ChannelEvent {
        public ContactJoined(ConversationKey conversation, Instant at) {
            this(conversation, at, null);
        }
    }

    /** A person blocked the bot or unfollowed the account: nothing more can be sent. */
    record ContactLeft(ConversationKey conversation, Instant at) implements ChannelEvent {}
}
