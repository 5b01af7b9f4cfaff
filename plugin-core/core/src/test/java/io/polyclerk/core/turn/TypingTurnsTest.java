package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.TypingIndicator;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TypingTurnsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final ConversationKey CHAT = new ConversationKey(new ConnectionId("test"), "chat");

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Platform platform = new Platform();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private Result run(Holder holder, Duration patience, TurnWork work) {
        Conversation conversation = new Conversation(new ConversationId("c1"), CHAT, "demo", holder, Memory.EMPTY, 3);
        InboundMessage message =
                new InboundMessage(CHAT, "m1", Sender.of("chat"), NOW, List.of(new Content.Text("hi")), null);
        return new TypingTurns(work, platform, timer, Runnable::run, patience)
                .run(new Pending(conversation, List.of(new Received(1, message))));
    }

    /** Takes as long as it takes for the sign to be shown. */
    private TurnWork slow() {
        return new Work(() -> {
            try {
                assertThat(platform.shown.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
    }

    @Test
    void aSlowAnswerIsAnnounced() {
        assertThat(run(Holder.BOT, Duration.ofMillis(1), slow()).answered()).containsExactly(1L);
        assertThat(platform.shown.getCount()).isZero();
    }

    @Test
    void aPlatformThatRefusesTheSignDoesNotHarmTheAnswer() {
        platform.refuses = true;
        assertThat(run(Holder.BOT, Duration.ofMillis(1), slow()).answered()).containsExactly(1L);
    }

    @Test
    void aQuickAnswerAndAHumansSilenceAreNot() {
        run(Holder.BOT, Duration.ofHours(1), new Work(() -> {}));
        run(Holder.AGENT, Duration.ZERO, new Work(() -> {}));
        assertThat(timer.getQueue()).allMatch(planned -> ((Future<?>) planned).isCancelled());
        assertThat(platform.shown.getCount()).isEqualTo(1);
    }

    private record Work(Runnable deed) implements TurnWork {
        @Override
        public Result run(Pending pending) {
            deed.run();
            return new Result(pending.conversation(), List.of(1L), null, List.of(), List.of(), null, NOW);
        }

        @Override
        public Result handToHuman(Pending pending) {
            throw new IllegalStateException("nobody is needed");
        }
    }

    private static final class Platform extends OneChannel implements TypingIndicator {
        private final CountDownLatch shown = new CountDownLatch(1);
        private boolean refuses;

        @Override
        public void typing(ConversationKey conversation) {
            shown.countDown();
            if (refuses) {
                throw new AdapterException.Refused("no signs here");
            }
        }
    }
}
