package io.polyclerk.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.HandClock;
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
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final ConnectionId CONNECTION = new ConnectionId("tg1");
    private static final ConversationKey KEY = new ConversationKey(CONNECTION, "chat");
    private static final Content WORDS = new Content.Text("hi");
    private static final Content PHOTO = new Content.Media(MediaKind.IMAGE, MediaRef.of("p"), null);

    private final HandClock clock = new HandClock(FakeStore.NOW);
    private final List<String> done = new ArrayList<>();
    private final Kept store = new Kept();
    private final TurnScheduler scheduler = new TurnScheduler(
            Duration.ofHours(1),
            conversation -> Optional.empty(),
            Executors.newSingleThreadScheduledExecutor(),
            Executors.newSingleThreadExecutor(),
            clock);
    private final Inbox inbox =
            new Inbox(store, scheduler, () -> done.add("media"), (name, label) -> done.add(name + " " + label), clock);

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void aDeliveryThatHoldsNothingIsNotStored() {
        inbox.accept(CONNECTION, "demo", List.of());
        assertThat(done).isEmpty();
    }

    @Test
    void aBatchWithoutEventsMovesTheCursor() {
        inbox.accept(CONNECTION, "demo", List.of(), "7");
        assertThat(done).containsExactly("stored 0 of demo, cursor 7");
        assertThat(scheduler.backlog()).isZero();
    }

    @Test
    void conversationsThatAreAwakeAreWorkedOnAndWhatWasThereBeforeIsCounted() {
        store.acceptance = new InboxStore.Acceptance(List.of(new ConversationId("c1"), new ConversationId("c2")), 2);
        inbox.accept(CONNECTION, "demo", List.of(received(WORDS)));
        assertThat(scheduler.backlog()).isEqualTo(2);
        assertThat(done).containsExactly("stored 1 of demo, cursor null", "duplicates tg1", "duplicates tg1");
    }

    @Test
    void whoFetchesFilesIsToldOnceThatSomeCame() {
        inbox.accept(CONNECTION, "demo", List.of(received(WORDS), received(WORDS, PHOTO), received(PHOTO)));
        inbox.accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageEdited(KEY, "1", "e", List.of(PHOTO), now())));
        assertThat(done).filteredOn("media"::equals).hasSize(2);
    }

    @Test
    void whoFetchesFilesIsNotToldOfWords() {
        inbox.accept(CONNECTION, "demo", List.of(received(WORDS)));
        inbox.accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageEdited(KEY, "1", "e", List.of(WORDS), now())));
        inbox.accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageDeleted(KEY, "1", now())));
        assertThat(done).doesNotContain("media");
    }

    private Instant now() {
        return clock.instant();
    }

    private ChannelEvent received(Content... contents) {
        return new ChannelEvent.MessageReceived(new InboundMessage(
                KEY, "1", Sender.of("chat"), now(), Stream.of(contents).toList()));
    }

    private final class Kept implements InboxStore {
        private Acceptance acceptance = new Acceptance(List.of(), 0);

        @Override
        public Acceptance accept(
                ConnectionId connection,
                String merchant,
                List<ChannelEvent> events,
                @Nullable String cursor,
                Instant now) {
            done.add("stored " + events.size() + " of " + merchant + ", cursor " + cursor);
            return acceptance;
        }

        @Override
        public @Nullable String cursor(ConnectionId connection) {
            return null;
        }
    }
}
