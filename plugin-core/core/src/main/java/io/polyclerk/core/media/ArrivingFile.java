package io.polyclerk.core.media;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.MediaRef;

/**
 * A file that has to be fetched.
 *
 * @param attempts tries before this one
 */
public record ArrivingFile(
        long id, ConversationId conversation, ConnectionId connection, MediaRef media, int attempts) {}
