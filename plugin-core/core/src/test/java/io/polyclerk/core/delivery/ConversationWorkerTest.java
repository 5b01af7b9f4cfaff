package io.polyclerk.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.InMemoryJournal;
import io.polyclerk.core.fake.NoLaw;
import io.polyclerk.core.media.MediaPatience;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationWorkerTest {

    private static final ConnectionId CONNECTION = new ConnectionId("test");

    private final InMemoryJournal journal = new InMemoryJournal();

    @Test
    void aTurnThatFailsThreeTimesIsLeftToAHuman() {
        ConversationKey key = new ConversationKey(CONNECTION, "chat");
        InboundMessage message =
                new InboundMessage(key, "1", Sender.of("chat"), FakeStore.NOW, List.of(new Content.Text("poison")));
        var conversation = journal.accept(
                        CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, FakeStore.NOW)
                .awake()
                .get(0);
        ConversationWorker worker = worker(new FailingWork());

        assertThatThrownBy(() -> worker.run(conversation)).hasMessage("always");
        assertThatThrownBy(() -> worker.run(conversation)).hasMessage("always");
        worker.run(conversation);

        assertThat(journal.pending(conversation)).isEmpty();
        assertThat(journal.outbox).hasSize(1);
    }

    @Test
    void whatIsSaidOnAPausedConnectionWaitsUntilItGoesOn() {
        ConversationKey key = new ConversationKey(CONNECTION, "chat");
        InboundMessage message =
                new InboundMessage(key, "1", Sender.of("chat"), FakeStore.NOW, List.of(new Content.Text("hi")));
        var conversation = journal.accept(
                        CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, FakeStore.NOW)
                .awake()
                .get(0);
        ConversationWorker worker = worker(new PausedWork());
        for (int i = 0; i < 5; i++) {
            assertThat(worker.run(conversation)).isPresent();
        }
        assertThat(journal.pending(conversation)).isPresent();
        assertThat(journal.outbox).isEmpty();
    }

    private ConversationWorker worker(TurnWork work) {
        return new ConversationWorker(
                journal,
                work,
                new NoActions(),
                new Dispatcher(
                        journal,
                        new io.polyclerk.core.fake.Chat(journal, "chat"),
                        NoLaw.KEEPER,
                        RetryPolicy.DEFAULT,
                        (name, label) -> {},
                        Clock.systemUTC()),
                MediaPatience.NONE,
                NoLaw.NOTICE,
                (name, label) -> {},
                Clock.systemUTC());
    }

    private static final class PausedWork implements TurnWork {
        @Override
        public Result run(Pending pending) {
            throw new ConnectionPaused("tg1");
        }

        @Override
        public Result handToHuman(Pending pending) {
            throw new IllegalStateException("nobody is needed");
        }
    }

    private static final class NoActions implements ActionWork {
        @Override
        public boolean isDue(ConversationId conversation) {
            return false;
        }

        @Override
        public Optional<Instant> run(ConversationId conversation) {
            return Optional.empty();
        }
    }

    private static final class FailingWork implements TurnWork {
        @Override
        public Result run(Pending pending) {
            throw new StackOverflowError("always");
        }

        @Override
        public Result handToHuman(Pending pending) {
            return new Result(
                    pending.conversation().withHolder(Holder.WAITING_FOR_AGENT),
                    pending.messages().stream()
                            .map(TurnStore.Received::sequence)
                            .toList(),
                    null,
                    List.of(new Content.Text("a person will help")),
                    List.of(),
                    null,
                    FakeStore.NOW);
        }
    }
}
