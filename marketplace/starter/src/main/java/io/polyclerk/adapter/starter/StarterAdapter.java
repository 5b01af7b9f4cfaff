package io.polyclerk.adapter.starter;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.util.Map;

/** One Postbox. Reading and writing are apart; here they are only put together. */
final class StarterAdapter implements ChannelAdapter {

    /** What the platform can show and allows. In a real adapter each figure has its source and date in {@code law.json}. */
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(2_000, 5, 40, 100, false, false, Map.of(), ReplyLaw.UNLIMITED);

    private final StarterReader reader;
    private final StarterWriter writer;

    StarterAdapter(StarterReader reader, StarterWriter writer) {
        this.reader = reader;
        this.writer = writer;
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
        return writer.send(message);
    }

    @Override
    public InputStream open(MediaRef media) {
        throw new AdapterException.Refused("Postbox carries no files");
    }

    @Override
    public void check() {
        writer.check();
    }
}
