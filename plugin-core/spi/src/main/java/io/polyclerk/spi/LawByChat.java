package io.polyclerk.spi;

import io.polyclerk.spi.message.ConversationKey;

/** Optional extra of a {@link ChannelAdapter}: some of its chats stand under another law than the connection. */
@Incubating
public interface LawByChat {

    /** What may be said in this chat, in place of {@link ChannelCapabilities#law()}. Pure: told by the key alone, with no call and no clock. */
    ReplyLaw lawOf(ConversationKey conversation);
}
