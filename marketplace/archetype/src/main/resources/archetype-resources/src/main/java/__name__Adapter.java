package ${package};

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

/** One ${name}. Reading and writing are apart; here they are only put together. */
final class ${name}Adapter implements ChannelAdapter {

    /** What the platform can show and allows. In a real adapter each figure has its source and date in {@code law.json}. */
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(2_000, 5, 40, 100, false, false, Map.of(), ReplyLaw.UNLIMITED);

    private final ${name}Reader reader;
    private final ${name}Writer writer;

    ${name}Adapter(${name}Reader reader, ${name}Writer writer) {
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
        throw new AdapterException.Refused("${name} carries no files");
    }

    @Override
    public void check() {
        writer.check();
    }
}
