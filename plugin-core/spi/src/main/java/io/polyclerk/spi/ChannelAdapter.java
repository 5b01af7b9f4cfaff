package io.polyclerk.spi;

import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;

/** A connection to a platform where people write. */
public non-sealed interface ChannelAdapter extends Adapter {

    /** What this connection can show and what its platform allows. Constant for the life of the connection. */
    ChannelCapabilities capabilities();

    /**
     * Verifies and translates a webhook. Pure: no network, no clock of its own (use {@link WebhookRequest#receivedAt()}), never throws
     * for what the request contains. The same delivery always gives the same message ids.
     */
    WebhookOutcome<ChannelEvent> receive(WebhookRequest request);

    /**
     * Sends one message with one call to the platform. Core has recorded the attempt before, and only sends kinds that
     * {@link #capabilities()} declares. Never retries.
     *
     * @throws AdapterException sorted by what has to happen next
     */
    Receipt send(OutboundMessage message);

    /**
     * Opens a file that a shopper sent. The caller closes the stream and limits what it reads.
     *
     * @throws AdapterException.Refused when the platform no longer has it
     */
    InputStream open(MediaRef media);
}
