package io.polyclerk.core.fake;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One channel that is always open and keeps what it is told to say. */
public class OneChannel extends NoConnections implements ChannelAdapter {

    public final List<OutboundMessage> sent = new CopyOnWriteArrayList<>();
    public final List<String> paused = new CopyOnWriteArrayList<>();
    public volatile ReplyLaw law = ReplyLaw.UNLIMITED;

    @Override
    public ChannelCapabilities capabilities() {
        return new ChannelCapabilities(4096, 8, 40, 64, false, false, Map.of(), law);
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        return WebhookOutcome.accepted(List.of());
    }

    @Override
    public Receipt send(OutboundMessage message) {
        sent.add(message);
        return new Receipt("p-" + message.idempotencyKey());
    }

    @Override
    public InputStream open(MediaRef media) {
        throw new AdapterException.Refused("no such file");
    }

    @Override
    public void check() {}

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        return Optional.of(this);
    }

    @Override
    public void pause(ConnectionId id, String reason) {
        paused.add(reason);
    }
}
