package io.polyclerk.adapter.webchat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.Uploads;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
        mustBeDeclared(message.content());
        return new Receipt(message.idempotencyKey());
    }

    private static void mustBeDeclared(Content content) {
        boolean declared = switch (content) {
            case Content.Text text -> text.text().length() <= CAPABILITIES.maxTextLength();
            case Content.Choice choice -> isDeclared(choice);
            case Content.Media media -> false;
            case Content.Location location -> false;
            case Content.Selection selection -> false;
            case Content.Card card -> false;
            case Content.PhoneNumber phone -> false;
            case Content.Unsupported unsupported -> false;
        };
        if (!declared) {
            throw new AdapterException.Unsupported(
                    "the web chat does not show this " + content.getClass().getSimpleName());
        }
    }

    private static boolean isDeclared(Content.Choice choice) {
        return choice.prompt().length() <= CAPABILITIES.maxTextLength()
                && choice.options().size() <= CAPABILITIES.maxOptions()
                && choice.options().stream().allMatch(WebchatAdapter::isDeclared);
    }

    private static boolean isDeclared(Option option) {
        return option.label().length() <= CAPABILITIES.maxOptionLength()
                && option.value().getBytes(StandardCharsets.UTF_8).length <= CAPABILITIES.maxOptionValueBytes();
    }

    @Override
    public InputStream open(MediaRef media) {
        return uploads.open(media.id());
    }
}
