package io.polyclerk.tck;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.WebhookRequest;
import java.util.Map;
import java.util.Optional;

/** What only the author of a channel adapter can tell the kit. */
public interface ChannelSubject extends Subject {

    /** A webhook with this body as the platform would send it now, signed if it signs. */
    WebhookRequest genuine(byte[] body);

    /** The same webhook from somebody who does not know the secret. */
    WebhookRequest forged(byte[] body);

    /** The body of a webhook in which one shopper writes this text; the same text gives the same body. */
    byte[] textUpdate(String text);

    /** The body of a genuine webhook of a kind that the adapter has never heard of; empty when the platform has no such thing. */
    default Optional<byte[]> unknownUpdate() {
        return Optional.empty();
    }

    /** The platform's handshake and the text that it wants back; empty when it has none. */
    default Optional<Handshake> handshake() {
        return Optional.empty();
    }

    /** A request that proves that the address is ours, and the answer it wants. */
    record Handshake(WebhookRequest request, String answer) {}

    /** What the platform answers when it has taken a message. */
    PlatformAnswer.Answer sent();

    /** The platform's ways to say no, and the kind each must become. At least one of each kind that it has. */
    Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors();

    /** The platform's id of the shopper to whom the kit writes. */
    default String chatId() {
        return "5";
    }

    default ChannelAdapter channel() {
        return (ChannelAdapter) bench().adapter();
    }
}
