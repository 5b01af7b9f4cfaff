package io.polyclerk.adapter.line;

import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.TypingIndicator;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;

/** One LINE Official Account. */
final class LineAdapter implements ChannelAdapter, TypingIndicator {

    /** Sources and dates of the figures are in {@code law.json}. */
    private static final ChannelCapabilities CAPABILITIES = new ChannelCapabilities(
            5_000, 13, 20, 200, false, true, Map.of(), new ReplyLaw(null, null, Duration.ZERO, 0, true));

    private final LineReader reader;
    private final LineWriter writer;
    private final LineApi api;

    LineAdapter(LineReader reader, LineWriter writer, LineApi api) {
        this.reader = reader;
        this.writer = writer;
        this.api = api;
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
    public void typing(ConversationKey conversation) {
        api.showLoading(conversation.chatId());
    }

    @Override
    public InputStream open(MediaRef media) {
        return api.content(media.id());
    }

    @Override
    public void check() {
        api.check();
    }
}
