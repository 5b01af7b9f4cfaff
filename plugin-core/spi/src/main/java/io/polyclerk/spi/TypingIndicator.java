package io.polyclerk.spi;

import io.polyclerk.spi.message.ConversationKey;

/** Optional extra of a {@link ChannelAdapter}: it can show that an answer is being written. */
public interface TypingIndicator {

    /** Shows it once; how long it lasts is up to the platform. Failures may be ignored by the caller. */
    void typing(ConversationKey conversation);
}
