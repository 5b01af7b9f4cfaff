package io.polyclerk.spi;

import java.util.List;

/**
 * Optional extra of a {@link ChannelAdapter}: some of its connections can only speak in the answer to the request that brought a shopper's
 * message. {@link ChannelAdapter#send} then fills an answer that is still awaited, and asks core to wait while there is none.
 */
@Incubating
public interface ReplyInAnswer {

    /**
     * What the platform is told. Called once the events of a genuine request are stored, repeated deliveries included, by the thread that
     * answers; it may wait for as long as the platform does.
     *
     * @param otherwise what the request is answered with when nothing is to be said in it
     */
    WebhookAnswer answer(WebhookRequest request, List<ChannelEvent> events, WebhookAnswer otherwise);
}
