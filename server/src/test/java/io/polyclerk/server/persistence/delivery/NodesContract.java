package io.polyclerk.server.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.OutboxStore.Waiting;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several nodes on one database promise each other. */
abstract class NodesContract {

    private static final ConnectionId CONNECTION = new ConnectionId("tg");
    private static final Duration LIFE = Duration.ofSeconds(20);

    private final HandClock clock = new HandClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final List<Node> nodes = new ArrayList<>();

    /** The one database, as another process sees it. */
    abstract Database open() throws Exception;

    private record Node(Database database, Stores stores, Nodes nodes) {}

    @BeforeEach
    void empty() throws Exception {
        node().database().write(session -> {
            for (String table : List.of("message", "ticket", "conversation", "lease")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.database().close());
    }

    private Node node() throws Exception {
        Database database = open();
        Node node = new Node(database, Stores.on(database), new Nodes(database, clock, LIFE));
        nodes.add(node);
        return node;
    }

    private ConversationId asked(Node node, String chat) {
        ConversationKey key = new ConversationKey(CONNECTION, chat);
        ChannelEvent event = new ChannelEvent.MessageReceived(
                new InboundMessage(key, "m-" + chat, Sender.of("s"), clock.instant(), List.of(new Content.Text("hi"))));
        return node.stores()
                .inbox()
                .accept(CONNECTION, "demo", List.of(event), null, clock.instant())
                .awake()
                .get(0);
    }

    private void answered(Node node, ConversationId conversation) {
        Pending pending = node.stores().turns().pending(conversation).orElseThrow();
        node.stores()
                .turns()
                .commit(new Result(
                        pending.conversation(),
                        pending.messages().stream().map(Received::sequence).toList(),
                        null,
                        List.of(new Content.Text("hello")),
                        List.of(),
                        null,
                        clock.instant()));
    }

    @Test
    void whatALivingNodeWorksOnIsLeftToIt() throws Exception {
        Node one = node();
        Node two = node();
        one.nodes().beat();
        asked(one, "chat");
        clock.pass(LIFE.minusSeconds(1));
        assertThat(two.nodes().takeOver()).isEmpty();
        one.nodes().beat();
        clock.pass(LIFE.minusSeconds(1));
        assertThat(two.nodes().takeOver()).isEmpty();
    }

    @Test
    void whatADeadNodeDidNotAnswerIsTakenOverOnce() throws Exception {
        Node dead = node();
        Node two = node();
        Node three = node();
        dead.nodes().beat();
        ConversationId conversation = asked(dead, "chat");
        two.nodes().beat();
        three.nodes().beat();
        clock.pass(LIFE);
        two.nodes().beat();
        three.nodes().beat();
        assertThat(two.nodes().takeOver()).containsExactly(conversation);
        assertThat(three.nodes().takeOver()).isEmpty();
        assertThat(two.stores().turns().pending(conversation).orElseThrow().messages())
                .hasSize(1);
    }

    @Test
    void whoeverTookOverAndDiesIsFollowedToo() throws Exception {
        Node dead = node();
        Node two = node();
        Node three = node();
        dead.nodes().beat();
        ConversationId conversation = asked(dead, "chat");
        clock.pass(LIFE);
        two.nodes().beat();
        assertThat(two.nodes().takeOver()).containsExactly(conversation);
        clock.pass(LIFE);
        assertThat(three.nodes().takeOver()).containsExactly(conversation);
    }

    @Test
    void whatADeadNodeHadDecidedAndNotSaidIsTakenOver() throws Exception {
        Node dead = node();
        Node two = node();
        dead.nodes().beat();
        ConversationId conversation = asked(dead, "chat");
        answered(dead, conversation);
        clock.pass(LIFE);
        assertThat(two.nodes().takeOver()).containsExactly(conversation);
        assertThat(two.stores().outbox().next(conversation).orElseThrow().uncertain())
                .as("it was never tried")
                .isFalse();
    }

    @Test
    void whatADeadNodeWasSayingIsUncertain() throws Exception {
        Node dead = node();
        Node two = node();
        dead.nodes().beat();
        ConversationId conversation = asked(dead, "chat");
        answered(dead, conversation);
        Waiting waiting = dead.stores().outbox().next(conversation).orElseThrow();
        dead.stores().outbox().recordAttempt(waiting.id(), clock.instant());
        clock.pass(LIFE);
        two.nodes().takeOver();
        Waiting again = two.stores().outbox().next(conversation).orElseThrow();
        assertThat(again.uncertain()).isTrue();
        assertThat(state(two, waiting.id())).isEqualTo(DeliveryState.READY.name());
    }

    @Test
    void whatIsDoneIsNotTaken() throws Exception {
        Node dead = node();
        Node two = node();
        dead.nodes().beat();
        ConversationId conversation = asked(dead, "chat");
        answered(dead, conversation);
        Waiting waiting = dead.stores().outbox().next(conversation).orElseThrow();
        dead.stores().outbox().recordAttempt(waiting.id(), clock.instant());
        dead.stores().outbox().recordReceipt(waiting.id(), "p1", clock.instant());
        clock.pass(LIFE);
        assertThat(two.nodes().takeOver()).isEmpty();
    }

    @Test
    void aNodeThatLeavesIsFollowedAtOnce() throws Exception {
        Node one = node();
        Node two = node();
        one.nodes().beat();
        ConversationId conversation = asked(one, "chat");
        one.nodes().leave();
        assertThat(two.nodes().takeOver()).containsExactly(conversation);
    }

    @Test
    void aNodeThatComesBackTakesUpItsOwnAndNobodyElses() throws Exception {
        Node one = node();
        Node two = node();
        one.nodes().beat();
        two.nodes().beat();
        ConversationId own = asked(one, "own");
        ConversationId other = asked(two, "other");
        assertThat(one.nodes().takeUpOwn()).containsExactly(own);
        assertThat(two.nodes().takeUpOwn()).containsExactly(other);
    }

    @Test
    void whoeverStoresALaterMessageWorksOnTheConversation() throws Exception {
        Node dead = node();
        Node two = node();
        dead.nodes().beat();
        two.nodes().beat();
        ConversationId conversation = asked(dead, "chat");
        two.stores()
                .inbox()
                .accept(
                        CONNECTION,
                        "demo",
                        List.of(new ChannelEvent.MessageReceived(new InboundMessage(
                                new ConversationKey(CONNECTION, "chat"),
                                "later",
                                Sender.of("s"),
                                clock.instant(),
                                List.of(new Content.Text("hello?"))))),
                        null,
                        clock.instant());
        dead.nodes().leave();
        assertThat(node().nodes().takeOver()).isEmpty();
        assertThat(two.nodes().takeUpOwn()).containsExactly(conversation);
    }

    /** For databases that several processes share; H2 lets both of two updates that met change a row. */
    final void manyThatLookAtOnceEachTakeSomethingElse() throws Exception {
        Node dead = node();
        dead.nodes().beat();
        IntStream.range(0, 40).forEach(i -> asked(dead, "chat" + i));
        clock.pass(LIFE);
        List<Node> living = List.of(node(), node(), node());
        // Who gives no sign of life may be robbed by the next one.
        living.forEach(node -> node.nodes().beat());
        List<ConversationId> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<ConversationId>>> looks = living.stream()
                    .<Callable<List<ConversationId>>>map(node -> node.nodes()::takeOver)
                    .toList();
            for (Future<List<ConversationId>> look : threads.invokeAll(looks)) {
                taken.addAll(look.get());
            }
        }
        assertThat(taken).hasSize(40).doesNotHaveDuplicates();
    }

    private static String state(Node node, long message) {
        return node.database()
                .read(session ->
                        session.first("select state from message where id = ?", row -> row.getString(1), message))
                .orElseThrow();
    }
}
