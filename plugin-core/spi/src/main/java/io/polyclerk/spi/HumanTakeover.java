package io.polyclerk.spi;

import io.polyclerk.spi.message.ConversationKey;

/**
 * Optional extra of a {@link ChannelAdapter}: the platform has its own place where humans answer, and has to be told who does. What it
 * tells us comes as {@link ChannelEvent.AgentSpoke} and {@link ChannelEvent.AgentLeft}.
 */
@Incubating
public interface HumanTakeover {

    /** Whether this connection's settings ask for it; else humans answer from our own desk alone. */
    boolean takeoverWanted();

    /**
     * Gives a conversation to the platform's humans. Called after everything that the bot had to say was sent; harmless when repeated.
     *
     * @throws AdapterException sorted by what has to happen next
     */
    void handOver(ConversationKey conversation);

    /** Takes a conversation back for the bot; harmless when repeated. */
    void takeBack(ConversationKey conversation);
}
