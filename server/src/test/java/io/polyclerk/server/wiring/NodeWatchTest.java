package io.polyclerk.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.delivery.Nodes;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeWatchTest {

    private static final ConnectionId CONNECTION = new ConnectionId("tg");
    private static final Duration LIFE = Duration.ofMillis(400);

    private final Clock clock = Clock.systemUTC();
    private final BlockingQueue<List<ConversationId>> taken = new LinkedBlockingQueue<>();
    private Database one;
    private Database other;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        one = Database.embedded(folder.resolve("database"), false);
        other = Database.embedded(folder.resolve("database"), false);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private ConversationId asked(Database node) {
        InboundMessage message = new InboundMessage(
                new ConversationKey(CONNECTION, "chat"),
                "m1",
                Sender.of("s"),
                clock.instant(),
                List.of(new Content.Text("hi")));
        return Stores.on(node)
                .inbox()
                .accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, clock.instant())
                .awake()
                .get(0);
    }

    @Test
    void whatANodeLeavesThatGivesNoMoreSignsIsTakenOver() throws InterruptedException {
        new Nodes(one, clock, LIFE).beat();
        ConversationId conversation = asked(one);
        try (NodeWatch watch = new NodeWatch(new Nodes(other, clock, LIFE), taken::add, clock)) {
            assertThat(taken.poll(30, TimeUnit.SECONDS)).containsExactly(conversation);
        }
    }

    @Test
    void whoeverGoesOnGivingSignsIsLeftAlone() throws InterruptedException {
        asked(one);
        try (NodeWatch living = new NodeWatch(new Nodes(one, clock, Duration.ofMinutes(5)), taken::add, clock);
                NodeWatch watch = new NodeWatch(new Nodes(other, clock, LIFE), taken::add, clock)) {
            assertThat(taken.poll(LIFE.multipliedBy(4).toMillis(), TimeUnit.MILLISECONDS))
                    .isNull();
        }
    }

    @Test
    void whoeverStopsInOrderIsFollowed() throws InterruptedException {
        Duration aLongLife = Duration.ofMinutes(5);
        ConversationId conversation = asked(one);
        NodeWatch leaving = new NodeWatch(new Nodes(one, clock, aLongLife), taken::add, clock);
        leaving.close();
        assertThat(new Nodes(other, clock, aLongLife).takeOver()).containsExactly(conversation);
    }
}
