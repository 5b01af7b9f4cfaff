package io.polyclerk.server.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.Trust;
import io.polyclerk.core.delivery.OutboxStore.Waiting;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.server.persistence.DatabaseException;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.metrics.SpentOn;
import io.polyclerk.server.persistence.metrics.SqlSpending;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.Sender;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the inbox and the turns promise, on every database. */
abstract class StoresContract extends OpenStores {

    @Test
    void aTurnNotesThatTheNumbersOfItsConversationAreStale() {
        ContactTable table = new ContactTable(database);
        accept(message("chat", "m1", "hi"));
        Conversation conversation =
                stores.turns().pending(conversation("chat")).orElseThrow().conversation();
        while (!table.isFresh()) {
            table.renew(100, moments -> List.of());
        }
        stores.turns()
                .commit(new Result(
                        conversation,
                        List.of(),
                        null,
                        List.of(),
                        List.of(new TicketDraft("human_agent", "", null, "en", true)),
                        null,
                        NOW));
        assertThat(table.isFresh()).isFalse();
    }

    @Test
    void aMessageThatComesTwiceIsStoredOnce() {
        assertThat(accept(message("chat", "m1", "hi")).awake()).hasSize(1);
        var second = accept(message("chat", "m1", "hi"));
        assertThat(second.awake()).isEmpty();
        assertThat(second.duplicates()).isEqualTo(1);
        assertThat(stores.turns().pending(conversation("chat")).orElseThrow().messages())
                .hasSize(1);
    }

    @Test
    void everyKindOfContentComesBackAsItWas() {
        List<Content> contents = List.of(
                new Content.Text("a\u0000b'\"\n😀\u202e مرحبا".replace("\u0000", "")),
                new Content.Media(MediaKind.IMAGE, new MediaRef("id", "image/png", 5L, "a.png", "x"), "caption"),
                new Content.Location(1.5, -2.25, "here"),
                new Content.Choice("?", List.of(new Option("v", "l"))),
                new Content.Selection("v", "l"),
                new Content.Card("t", null, null, List.of()),
                new Content.PhoneNumber("+1", true),
                new Content.Unsupported("dice"));
        accept(new ChannelEvent.MessageReceived(new InboundMessage(key("chat"), "m1", Sender.of("s"), NOW, contents)));
        assertThat(stores.turns().pending(conversation("chat")).orElseThrow().messages())
                .singleElement()
                .satisfies(received -> assertThat(received.message().contents()).isEqualTo(contents));
    }

    @Test
    void messagesOfOneConversationKeepTheirOrder() {
        accept(message("chat", "m1", "one"), message("other", "x1", "x"), message("chat", "m2", "two"));
        accept(message("chat", "m3", "three"));
        assertThat(stores.turns().pending(conversation("chat")).orElseThrow().messages())
                .extracting(received -> received.message().messageId())
                .containsExactly("m1", "m2", "m3");
    }

    @Test
    void aTurnIsStoredAsAWhole() {
        accept(message("chat", "m1", "hi"));
        Pending pending = stores.turns().pending(conversation("chat")).orElseThrow();
        Conversation after = pending.conversation()
                .withHolder(Holder.WAITING_FOR_AGENT)
                .withMemory(pending.conversation()
                        .memory()
                        .speaking("zh")
                        .proven("shop/1", "s", Level.ORDER_PROOF, NOW)
                        .asking(new OpenQuestion("track_order", OpenQuestion.Wanted.PROOF, 1))
                        .offering(List.of(new Option("v", "l"))));
        stores.turns()
                .commit(new Result(
                        after,
                        sequences(pending),
                        null,
                        List.of(new Content.Text("one"), new Content.Text("two")),
                        List.of(new TicketDraft("complaint", "text", null, "zh", true)),
                        "1001",
                        NOW));
        assertThat(stores.turns().pending(conversation("chat"))).isEmpty();
        assertThat(stores.proofAttempts().wrongSince("demo", "1001", NOW.minusSeconds(1)))
                .isEqualTo(1);
        assertThat(stores.proofAttempts().wrongSince("demo", "1001", NOW.plusSeconds(1)))
                .isZero();
        accept(message("chat", "m2", "again"));
        Conversation read =
                stores.turns().pending(conversation("chat")).orElseThrow().conversation();
        assertThat(read.memory()).isEqualTo(after.memory());
        assertThat(read.memory().trust().of("shop/1", "s")).isEqualTo(new Trust.Proof(Level.ORDER_PROOF, NOW));
        assertThat(read.holder()).isEqualTo(Holder.WAITING_FOR_AGENT);
    }

    @Test
    void aTurnOnAnOldConversationIsRefusedAndLeavesNothing() {
        accept(message("chat", "m1", "hi"));
        Pending pending = stores.turns().pending(conversation("chat")).orElseThrow();
        commit(pending, "first");
        assertThatThrownBy(() -> commit(pending, "second")).isInstanceOf(StaleConversation.class);
        Waiting waiting = stores.outbox().next(conversation("chat")).orElseThrow();
        assertThat(waiting.message().content()).isEqualTo(new Content.Text("first"));
        stores.outbox().recordReceipt(waiting.id(), "p1", NOW);
        assertThat(stores.outbox().next(conversation("chat"))).isEmpty();
    }

    @Test
    void aTimeBeforeAllDeliveriesClosesNoWindow() {
        accept(new ChannelEvent.MessageReceived(new InboundMessage(
                key("chat"), "old", Sender.of("s"), NOW.minusSeconds(400 * 86_400L), List.of(new Content.Text("hi")))));
        assertThat(stores.histories().history(conversation("chat"), NOW).written())
                .isEqualTo(NOW);
    }

    @Test
    void anAgentWhoSpeaksElsewhereTakesTheConversation() {
        accept(message("chat", "m1", "hi"));
        accept(new ChannelEvent.AgentSpoke(key("chat"), "a1", List.of(new Content.Text("I am here")), NOW));
        assertThat(stores.turns()
                        .pending(conversation("chat"))
                        .orElseThrow()
                        .conversation()
                        .holder())
                .isEqualTo(Holder.AGENT);
    }

    @Test
    void anEditBeforeTheTurnChangesTheMessageAndLaterIsANewOne() {
        accept(message("chat", "m1", "helo"));
        accept(new ChannelEvent.MessageEdited(key("chat"), "m1", "e1", List.of(new Content.Text("hello")), NOW));
        Pending pending = stores.turns().pending(conversation("chat")).orElseThrow();
        assertThat(texts(pending)).containsExactly("hello");
        commit(pending, "answer");
        accept(new ChannelEvent.MessageEdited(key("chat"), "m1", "e2", List.of(new Content.Text("hello!")), NOW));
        accept(new ChannelEvent.MessageEdited(key("chat"), "m1", "e2", List.of(new Content.Text("hello!")), NOW));
        assertThat(texts(stores.turns().pending(conversation("chat")).orElseThrow()))
                .containsExactly("hello!");
    }

    @Test
    void aDeletedMessageIsNotAnswered() {
        accept(message("chat", "m1", "oops"));
        accept(new ChannelEvent.MessageDeleted(key("chat"), "m1", NOW));
        assertThat(stores.turns().pending(conversation("chat"))).isEmpty();
    }

    @Test
    void theCursorMovesWithItsBatch() {
        assertThat(stores.inbox().cursor(CONNECTION)).isNull();
        stores.inbox().accept(CONNECTION, "demo", List.of(message("chat", "m1", "hi")), "7", NOW);
        stores.inbox().accept(CONNECTION, "demo", List.of(), "8", NOW);
        assertThat(stores.inbox().cursor(CONNECTION)).isEqualTo("8");
    }

    @Test
    void aWriteThatFailsHarmsNoOther() throws Exception {
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                int number = i;
                writers.execute(() -> {
                    if (number % 7 == 0) {
                        assertThatThrownBy(() -> database.write(session -> session.update("delete from nowhere")))
                                .isInstanceOf(DatabaseException.class);
                    } else {
                        accept(message("chat" + number % 5, "m" + number, "good"));
                    }
                });
            }
        }
        long stored = database.read(session -> session.first("select count(*) from message", row -> row.getLong(1))
                .orElseThrow());
        assertThat(stored).isEqualTo(60 - 9);
    }

    @Test
    void theCapOfADayIsNeverPassedByManyAtOnce() throws Exception {
        database.write(session -> session.update("delete from model_spending"));
        SqlSpending spending = new SqlSpending(database, 1_000, SpentOn.ANSWERS);
        try (var threads = Executors.newFixedThreadPool(16)) {
            var tries = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> spending.reserve("demo", 70, NOW)))
                    .toList();
            long granted = 0;
            for (var one : tries) {
                granted += one.get() ? 1 : 0;
            }
            assertThat(granted).isEqualTo(14);
        }
        LocalDate day = LocalDate.parse("2026-11-23");
        assertThat(spending.spentOn("demo", day)).isEqualTo(980);
        spending.settle("demo", 70, 5, NOW);
        assertThat(spending.spentOn("demo", day)).isEqualTo(915);
        assertThat(spending.reserve("demo", 70, NOW)).isTrue();
        assertThat(spending.reserve("other", 70, NOW))
                .as("each merchant has a cap")
                .isTrue();
        assertThat(spending.reserve("demo", 70, NOW.plusSeconds(86_400)))
                .as("and each day")
                .isTrue();
    }

    private static List<String> texts(Pending pending) {
        return pending.messages().stream()
                .map(received -> ((Content.Text) received.message().contents().get(0)).text())
                .toList();
    }
}
