package io.polyclerk.server.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.OutboxStore.Waiting;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.DeliveryStatus;
import org.junit.jupiter.api.Test;

/** What the outbox promises, on every database. */
abstract class OutboxContract extends OpenStores {

    @Test
    void theOutboxIsSentInOrderAndRemembersItsTries() {
        Waiting first = outboxWith("one", "two");
        assertThat(first.message().content()).isEqualTo(new Content.Text("one"));
        assertThat(first.message().idempotencyKey()).matches("[0-9a-f]{32}");
        stores.outbox().recordAttempt(first.id(), NOW);
        stores.outbox().recordRetry(first.id(), NOW.plusSeconds(3), true, "reset");
        Waiting again = stores.outbox().next(conversation("chat")).orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.uncertain()).isTrue();
        assertThat(again.notBefore()).isEqualTo(NOW.plusSeconds(3));
        stores.outbox().recordAttempt(first.id(), NOW);
        stores.outbox().recordReceipt(first.id(), "p1", NOW);
        Waiting second = stores.outbox().next(conversation("chat")).orElseThrow();
        assertThat(second.message().content()).isEqualTo(new Content.Text("two"));
        stores.outbox().recordAttempt(second.id(), NOW);
        stores.outbox().recordEnd(second.id(), DeliveryState.FAILED, "blocked", NOW);
        assertThat(stores.outbox().next(conversation("chat"))).isEmpty();
    }

    @Test
    void whatACrashCutOffIsFoundAgainAndUncertain() {
        Waiting first = outboxWith("one");
        stores.outbox().recordAttempt(first.id(), NOW);
        assertThat(stores.turns().unfinished()).containsExactly(conversation("chat"));
        assertThat(stores.outbox().recoverInterrupted(NOW))
                .as("perhaps another node sends it just now")
                .isZero();
        assertThat(stores.outbox().recoverInterrupted(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(stores.outbox().next(conversation("chat")).orElseThrow().uncertain())
                .isTrue();
    }

    @Test
    void aStatusNeverGoesBackwards() {
        Waiting first = outboxWith("one");
        stores.outbox().recordAttempt(first.id(), NOW);
        stores.outbox().recordReceipt(first.id(), "p1", NOW);
        status("p1", DeliveryStatus.READ);
        status("p1", DeliveryStatus.DELIVERED);
        assertThat(stateOf(first.id())).isEqualTo("READ");
        status("p1", DeliveryStatus.FAILED);
        assertThat(stateOf(first.id())).isEqualTo("READ");
    }

    @Test
    void aStatusThatOvertakesTheReceiptIsKept() {
        Waiting first = outboxWith("one");
        stores.outbox().recordAttempt(first.id(), NOW);
        accept(new ChannelEvent.StatusChanged(
                key("chat"),
                "p1",
                DeliveryStatus.DELIVERED,
                NOW,
                first.message().idempotencyKey(),
                null));
        stores.outbox().recordReceipt(first.id(), "p1", NOW);
        assertThat(stateOf(first.id())).isEqualTo("DELIVERED");
    }

    @Test
    void aStatusThatOvertakesTheReceiptIsKeptWhereOnlyThePlatformsIdIsKnown() {
        Waiting first = outboxWith("one");
        status("p1", DeliveryStatus.DELIVERED);
        stores.outbox().recordAttempt(first.id(), NOW);
        status("p2", DeliveryStatus.READ);
        status("p1", DeliveryStatus.DELIVERED);
        status("p1", DeliveryStatus.SENT);
        stores.outbox().recordReceipt(first.id(), "p1", NOW);
        assertThat(stateOf(first.id())).isEqualTo("DELIVERED");
    }

    @Test
    void aStatusMakesNoConversation() {
        accept(new ChannelEvent.StatusChanged(key("nobody"), "p1", DeliveryStatus.SENT, NOW, null, null));
        int made = database.read(session -> session.all(
                        "select id from conversation where chat_id = ?", row -> row.getString(1), "nobody")
                .size());
        assertThat(made).isZero();
    }

    @Test
    void aTryThatThePlatformOnlyPutOffDoesNotCount() {
        Waiting first = outboxWith("one");
        stores.outbox().recordAttempt(first.id(), NOW);
        stores.outbox().recordLimited(first.id(), NOW.plusSeconds(3), "too fast");
        Waiting again = stores.outbox().next(conversation("chat")).orElseThrow();
        assertThat(again.attempts()).isZero();
        assertThat(again.uncertain()).isFalse();
        assertThat(again.notBefore()).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void aContactWhoLeftIsSentNothingMore() {
        outboxWith("one");
        accept(new ChannelEvent.ContactLeft(key("chat"), NOW));
        assertThat(stores.outbox().next(conversation("chat"))).isEmpty();
    }

    private Waiting outboxWith(String... texts) {
        accept(message("chat", "m1", "hi"));
        Pending pending = stores.turns().pending(conversation("chat")).orElseThrow();
        commit(pending, texts);
        return stores.outbox().next(conversation("chat")).orElseThrow();
    }

    private void status(String platformId, DeliveryStatus status) {
        accept(new ChannelEvent.StatusChanged(key("chat"), platformId, status, NOW, null, null));
    }

    private String stateOf(long id) {
        return database.read(
                session -> session.first("select state from message where id = ?", row -> row.getString(1), id)
                        .orElseThrow());
    }
}
