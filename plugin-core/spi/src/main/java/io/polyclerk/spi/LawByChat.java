package io.polyclerk.spi;

import io.polyclerk.spi.message.ConversationKey;

/** Optional extra of a {@link ChannelAdapter}: some of its chats stand under another law than the connection. */
@Incubating
public interface LawByChat {

    /** The law of one chat; pure. */
    ReplyLaw lawOf(ConversationKey conversation);
}
