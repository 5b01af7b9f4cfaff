package io.polyclerk.tck;

import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.OutboundMessage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is planted in a real adapter to see whether the kit finds it: what it does in place of receiving, sending and living.
 *
 * @param group the letter of the group that has to find it
 */
public record PlantedFault(String name, String group, Receiving receiving, Sending sending, Living living) {

    private static final ThreadLocal<@Nullable PlantedFault> CURRENT = new ThreadLocal<>();

    /** All faults, inbound first. */
    public static List<PlantedFault> all() {
        return Stream.of(InboundFaults.ALL, OutboundFaults.ALL, LivingFaults.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** What receiving becomes. */
    @FunctionalInterface
    interface Receiving {
        WebhookOutcome<ChannelEvent> receive(ChannelAdapter real, WebhookRequest request, StubPlatform platform);
    }

    /** What sending becomes. */
    @FunctionalInterface
    interface Sending {
        Receipt send(ChannelAdapter real, OutboundMessage message, Connection connection);
    }

    /** What opening, closing and printing become. */
    interface Living {
        default void opened(StubPlatform platform) {}

        default void closed(ChannelAdapter real, int times) {
            real.close();
        }

        default String printed(ChannelAdapter real, Connection connection) {
            return real.toString();
        }
    }

    private static final Living UNHARMED = new Living() {};

    static PlantedFault inReceiving(String group, String name, Receiving receiving) {
        return new PlantedFault(name, group, receiving, PlantedFault::sendAsIs, UNHARMED);
    }

    static PlantedFault inSending(String group, String name, Sending sending) {
        return new PlantedFault(name, group, PlantedFault::receiveAsIs, sending, UNHARMED);
    }

    static PlantedFault inLiving(String group, String name, Living living) {
        return new PlantedFault(name, group, PlantedFault::receiveAsIs, PlantedFault::sendAsIs, living);
    }

    private static WebhookOutcome<ChannelEvent> receiveAsIs(
            ChannelAdapter real, WebhookRequest request, StubPlatform platform) {
        return real.receive(request);
    }

    private static Receipt sendAsIs(ChannelAdapter real, OutboundMessage message, Connection connection) {
        return real.send(message);
    }

    /** The fault of the run in this thread; null in an honest one. */
    static @Nullable PlantedFault current() {
        return CURRENT.get();
    }

    /** Runs something while every adapter that the kit opens in this thread has the fault. */
    void during(Runnable run) {
        CURRENT.set(this);
        try {
            run.run();
        } finally {
            CURRENT.remove();
        }
    }

    ChannelAdapter plantIn(ChannelAdapter real, Connection connection, StubPlatform platform) {
        living.opened(platform);
        return new FaultyChannel(real, this, connection, platform);
    }

    @Override
    public String toString() {
        return group + " " + name;
    }
}
