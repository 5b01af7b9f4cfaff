package io.polyclerk.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.InMemoryJournal;
import io.polyclerk.core.fake.NoLaw;
import io.polyclerk.core.media.MediaPatience;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationWorkerTest {

    private static final ConnectionId CONNECTION = new ConnectionId("test");
    private static final ConversationKey KEY = new ConversationKey(CONNECTION, "chat");

    private final InMemoryJournal journal = new InMemoryJournal();
    private final HandClock clock = new HandClock(FakeStore.NOW);
    private final Actions actions = new Actions();
    private final List<String> counted = new ArrayList<>();
    private MediaPatience media = MediaPatience.NONE;

    @Test
    void aTurnThatFailsThreeTimesIsLeftToAHuman() {
        ConversationId conversation = said("1", new Content.Text("poison"));
        ConversationWorker worker = worker(new FailingWork());

        assertThatThrownBy(() -> worker.run(conversation)).hasMessage("always");
        assertThatThrownBy(() -> worker.run(conversation)).hasMessage("always");
        worker.run(conversation);

        assertThat(journal.pending(conversation)).isEmpty();
        assertThat(journal.outbox).hasSize(1);
        assertThat(counted).containsExactly("turn_faults", "turn_faults", "turn_faults", "turns");
    }

    @Test
    void whatIsSaidOnAPausedConnectionWaitsUntilItGoesOn() {
        ConversationId conversation = said("1", new Content.Text("hi"));
        ConversationWorker worker = worker(new PausedWork());
        for (int i = 0; i < 5; i++) {
            assertThat(worker.run(conversation)).contains(clock.instant().plus(Duration.ofMinutes(1)));
        }
        assertThat(journal.pending(conversation)).isPresent();
        assertThat(journal.outbox).isEmpty();
    }

    @Test
    void aTurnThatAnswersAPartGoesOnAtOnceWithTheRest() {
        said("1", new Content.Text("hi"));
        ConversationId conversation = said("2", new Content.Text("and this"));
        ConversationWorker worker = worker(new FirstOnly());
        assertThat(worker.run(conversation)).contains(Instant.EPOCH);
        assertThat(worker.run(conversation)).isEmpty();
        assertThat(journal.pending(conversation)).isEmpty();
    }

    @Test
    void aConversationThatHasChangedIsReadAgainAtOnce() {
        ConversationId conversation = said("1", new Content.Text("hi"));
        ConversationWorker worker = worker(new LeftInTheMiddle());
        assertThat(worker.run(conversation)).contains(Instant.EPOCH);
        assertThat(journal.pending(conversation)).isPresent();
        assertThat(counted).isEmpty();
    }

    @Test
    void aPhotoIsWaitedForAndWordsAreNot() {
        Instant later = clock.instant().plusSeconds(4);
        media = conversation -> Optional.of(later);
        ConversationId words = said("1", new Content.Text("hi"));
        assertThat(worker(new FirstOnly()).run(words)).isEmpty();
        ConversationId photo = said("2", new Content.Media(MediaKind.IMAGE, MediaRef.of("p"), null));
        assertThat(worker(new FirstOnly()).run(photo)).contains(later);
        assertThat(journal.pending(photo)).isPresent();
        actions.due = Optional.of(clock.instant().plusSeconds(3));
        assertThat(worker(new FirstOnly()).run(photo)).as("the earlier of both").isEqualTo(actions.due);
        actions.due = Optional.of(clock.instant().plusSeconds(5));
        assertThat(worker(new FirstOnly()).run(photo)).contains(later);
    }

    @Test
    void aChangeToAnOrderIsTriedAfterTheTurnAndAgainAtOnceWhenTheConversationHasChanged() {
        ConversationId conversation = said("1", new Content.Text("hi"));
        actions.due = Optional.of(clock.instant().plusSeconds(3));
        assertThat(worker(new FirstOnly()).run(conversation)).isEqualTo(actions.due);
        actions.isStale = true;
        assertThat(worker(new FirstOnly()).run(conversation)).contains(Instant.EPOCH);
    }

    private ConversationId said(String id, Content content) {
        InboundMessage message = new InboundMessage(KEY, id, Sender.of("chat"), FakeStore.NOW, List.of(content));
        return journal.accept(
                        CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, FakeStore.NOW)
                .awake()
                .get(0);
    }

    private ConversationWorker worker(TurnWork work) {
        return new ConversationWorker(
                journal,
                work,
                actions,
                new Dispatcher(
                        journal,
                        new io.polyclerk.core.fake.Chat(journal, "chat"),
                        NoLaw.KEEPER,
                        RetryPolicy.DEFAULT,
                        Counters.NONE,
                        clock),
                media,
                NoLaw.NOTICE,
                (name, label) -> counted.add(name),
                clock);
    }

    /** Answers the first of what waits. */
    private static class FirstOnly implements TurnWork {
        @Override
        public Result run(Pending pending) {
            return result(pending, Holder.BOT, List.of(pending.messages().get(0).sequence()));
        }

        @Override
        public Result handToHuman(Pending pending) {
            throw new IllegalStateException("nobody is needed");
        }
    }

    /** While it thinks, somebody else is faster. */
    private final class LeftInTheMiddle extends FirstOnly {
        @Override
        public Result run(Pending pending) {
            Result mine = super.run(pending);
            journal.commit(result(pending, Holder.BOT, List.of()));
            return mine;
        }
    }

    private static final class PausedWork extends FirstOnly {
        @Override
        public Result run(Pending pending) {
            throw new ConnectionPaused("tg1");
        }
    }

    private static final class Actions implements ActionWork {
        private Optional<Instant> due = Optional.empty();
        private boolean isStale;

        @Override
        public boolean isDue(ConversationId conversation) {
            return due.isPresent();
        }

        @Override
        public Optional<Instant> run(ConversationId conversation) {
            if (isStale) {
                throw new StaleConversation();
            }
            return due;
        }
    }

    private static final class FailingWork implements TurnWork {
        @Override
        public Result run(Pending pending) {
            throw new StackOverflowError("always");
        }

        @Override
        public Result handToHuman(Pending pending) {
            return result(
                    pending,
                    Holder.WAITING_FOR_AGENT,
                    pending.messages().stream()
                            .map(TurnStore.Received::sequence)
                            .toList());
        }
    }

    private static Result result(Pending pending, Holder holder, List<Long> answered) {
        return new Result(
                pending.conversation().withHolder(holder),
                answered,
                null,
                List.of(new Content.Text("a person will help")),
                List.of(),
                null,
                FakeStore.NOW);
    }
}
