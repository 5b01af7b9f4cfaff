package io.polyclerk.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.NoLaw;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.AdapterException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final ConversationId CONVERSATION = new ConversationId("c1");

    private final Chat chat = new Chat();
    private final HandClock clock = new HandClock(FakeStore.NOW);
    private final Dispatcher dispatcher = new Dispatcher(
            chat.journal,
            chat,
            NoLaw.KEEPER,
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8), 3),
            Counters.NONE,
            clock);

    @BeforeEach
    void twoMessagesWait() {
        chat.say("hello");
        chat.say("thanks");
    }

    @Test
    void messagesGoOutInOrder() {
        assertThat(dispatcher.drain(CONVERSATION)).isEmpty();
        assertThat(chat.channel.sent)
                .extracting(message -> message.idempotencyKey())
                .containsExactly("k1", "k2");
    }

    @Test
    void aLimitedChannelIsLeftAloneForAsLongAsItAsks() {
        chat.channel.failures.add(new AdapterException.RateLimited("slow down", Duration.ofSeconds(7)));
        assertThat(dispatcher.drain(CONVERSATION)).contains(clock.instant().plusSeconds(7));
        assertThat(dispatcher.drain(CONVERSATION)).contains(clock.instant().plusSeconds(7));
        assertThat(chat.channel.sent).isEmpty();
        clock.pass(Duration.ofSeconds(7));
        assertThat(dispatcher.drain(CONVERSATION)).isEmpty();
        assertThat(chat.channel.sent)
                .extracting(message -> message.idempotencyKey())
                .containsExactly("k1", "k2");
        assertThat(chat.journal.outbox.get(0).uncertain).isFalse();
    }

    @Test
    void aMessageOutlivesAnyNumberOfLimits() {
        for (int i = 0; i < 3 * RetryPolicy.DEFAULT.attempts(); i++) {
            chat.channel.failures.add(new AdapterException.RateLimited("slow down", Duration.ofSeconds(1)));
            dispatcher.drain(CONVERSATION);
            clock.pass(Duration.ofSeconds(1));
        }
        assertThat(dispatcher.drain(CONVERSATION)).isEmpty();
        assertThat(chat.channel.sent).hasSize(2);
    }

    @Test
    void whatMayHaveHappenedIsMarkedUncertainAndRepeated() {
        chat.channel.failures.add(new AdapterException.Unavailable("reset", true, null));
        assertThat(dispatcher.drain(CONVERSATION)).contains(clock.instant().plusSeconds(1));
        assertThat(chat.journal.outbox.get(0).uncertain).isTrue();
        clock.pass(Duration.ofSeconds(1));
        dispatcher.drain(CONVERSATION);
        assertThat(chat.channel.sent).hasSize(2);
    }

    @Test
    void whatCannotHaveHappenedIsNotUncertain() {
        chat.channel.failures.add(new AdapterException.Unavailable("connection refused", false, null));
        dispatcher.drain(CONVERSATION);
        assertThat(chat.journal.outbox.get(0).uncertain).isFalse();
    }

    @Test
    void aRefusedMessageFailsAndTheNextGoesOut() {
        chat.channel.failures.add(new AdapterException.Refused("blocked"));
        assertThat(dispatcher.drain(CONVERSATION)).isEmpty();
        assertThat(chat.journal.outbox.get(0).state).isEqualTo(DeliveryState.FAILED);
        assertThat(chat.journal.outbox.get(1).state).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void rejectedCredentialsPauseTheConnectionAndKeepTheMessage() {
        chat.channel.failures.add(new AdapterException.CredentialsRejected("token revoked"));
        assertThat(dispatcher.drain(CONVERSATION)).isPresent();
        assertThat(chat.paused).containsExactly("token revoked");
        assertThat(chat.journal.outbox.get(0).state).isEqualTo(DeliveryState.READY);
    }

    @Test
    void afterTheLastTryAMessageIsADeadLetter() {
        for (int i = 0; i < 3; i++) {
            chat.channel.failures.add(new AdapterException.Unavailable("down", false, null));
        }
        Optional<Instant> again = dispatcher.drain(CONVERSATION);
        while (again.isPresent()) {
            clock.put(again.get());
            again = dispatcher.drain(CONVERSATION);
        }
        assertThat(chat.journal.outbox.get(0).state).isEqualTo(DeliveryState.DEAD);
        assertThat(chat.journal.outbox.get(1).state).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void anAdapterThatBreaksLosesNothing() {
        chat.channel.failures.add(new IllegalStateException("bug"));
        assertThat(dispatcher.drain(CONVERSATION)).isPresent();
        assertThat(chat.journal.outbox.get(0).state).isEqualTo(DeliveryState.READY);
        assertThat(chat.journal.outbox.get(0).uncertain).isTrue();
    }

    @Test
    void anAttemptThatACrashCutOffIsRepeatedAndMarked() {
        chat.journal.recordAttempt(1, clock.instant());
        assertThat(chat.journal.recoverInterrupted(clock.instant().plusSeconds(1)))
                .isEqualTo(1);
        dispatcher.drain(CONVERSATION);
        assertThat(chat.channel.sent).hasSize(2);
        assertThat(chat.journal.outbox.get(0).uncertain).isTrue();
    }
}
