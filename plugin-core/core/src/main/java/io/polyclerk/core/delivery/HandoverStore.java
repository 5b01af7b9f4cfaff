package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.spi.message.ConversationKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a platform was told about who answers. Thread-safe; every write is durable when it returns. */
public interface HandoverStore {

    /** Who holds a conversation, and whom its platform takes for the holder; empty for an unknown conversation. */
    Optional<Told> told(ConversationId conversation);

    /** The platform was told that this is the holder. */
    void recordTold(ConversationId conversation, Holder holder);

    /** @param told the holder that the platform knows of; null when it was never told */
    record Told(
            ConversationKey key, Holder holder, @Nullable Holder told) {}
}
