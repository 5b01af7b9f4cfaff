package io.polyclerk.adapter.webchat;

import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.Uploads;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.util.Map;

/** The web chat. Sending needs no call: the shopper's page reads what is stored. Immutable, so thread-safe. */
final class WebchatAdapter implements ChannelAdapter {

    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(8_000, 12, 80, 256, false, false, Map.of(), ReplyLaw.UNLIMITED);

    private final WebchatReader reader;
    private final Uploads uploads;

    WebchatAdapter(WebchatReader reader, Uploads uploads) {
        this.reader = reader;
        this.uploads = uploads;
    }

    @Override
    public void check() {
        // There is no platform that could refuse anything; settings were read when the connection was opened.
    }

    @Override
    public ChannelCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        return reader.read(request);
    }

    @Override
    public Receipt send(OutboundMessage message) {
        CAPABILITIES.requireDeclared(message.content());
        return new Receipt(message.idempotencyKey());
    }

    @Override
    public InputStream open(MediaRef media) {
        return uploads.open(media.id());
    }
}
