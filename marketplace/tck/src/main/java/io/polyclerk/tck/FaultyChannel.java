package io.polyclerk.tck;

import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A real adapter with one fault. */
final class FaultyChannel implements ChannelAdapter {

    private final ChannelAdapter real;
    private final PlantedFault fault;
    private final Connection connection;
    private final StubPlatform platform;
    private final AtomicInteger closed = new AtomicInteger();

    FaultyChannel(ChannelAdapter real, PlantedFault fault, Connection connection, StubPlatform platform) {
        this.real = real;
        this.fault = fault;
        this.connection = connection;
        this.platform = platform;
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        return fault.receiving().receive(real, request, platform);
    }

    @Override
    public Receipt send(OutboundMessage message) {
        return fault.sending().send(real, message, connection);
    }

    @Override
    public ChannelCapabilities capabilities() {
        return real.capabilities();
    }

    @Override
    public InputStream open(MediaRef media) {
        return real.open(media);
    }

    @Override
    public void check() {
        real.check();
    }

    @Override
    public void close() {
        fault.living().closed(real, closed.incrementAndGet());
    }

    @Override
    public String toString() {
        return fault.living().printed(real, connection);
    }
}
