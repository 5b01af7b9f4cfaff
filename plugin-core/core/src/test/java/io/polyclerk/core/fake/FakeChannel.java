package io.polyclerk.core.fake;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A channel that keeps what it is told to send and fails on demand. */
public final class FakeChannel implements ChannelAdapter {

    public final List<OutboundMessage> sent = Collections.synchronizedList(new ArrayList<>());
    public final Deque<RuntimeException> failures = new ArrayDeque<>();
    public ChannelCapabilities capabilities =
            new ChannelCapabilities(4096, 8, 40, 64, false, false, Map.of(), ReplyLaw.UNLIMITED);

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        return WebhookOutcome.accepted(List.of());
    }

    @Override
    public Receipt send(OutboundMessage message) {
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        sent.add(message);
        return new Receipt("p" + sent.size());
    }

    @Override
    public InputStream open(MediaRef media) {
        return InputStream.nullInputStream();
    }

    @Override
    public void check() {}
}
