package io.polyclerk.server.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.ConversationWorker;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.OutboundMessage;
import io.polyclerk.spi.message.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More to say than may be said, on a platform that counts eighty messages a second in both directions, and to each shopper one in six
 * seconds after a burst of forty-five. The process stands still now and then.
 */
class FullLoadTest {

    private static final ConnectionId CONNECTION = new ConnectionId("wa");
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final int SHOPPERS = 100;
    private static final int SECONDS = 15;
    private static final int WRITTEN_PER_SECOND = 15;
    private static final int REPLIES = 3;
    private static final int OF_THE_TALKATIVE = 60;

    private final HandClock clock = new HandClock(BEGIN);
    private final Random random = new Random(20261126);
    private final CountingPlatform platform = new CountingPlatform();
    private final PriorityQueue<Due> agenda = new PriorityQueue<>(Comparator.comparing(Due::at));
    private int written;

    @TempDir
    Path folder;

    /** What is to be done, and when. */
    private record Due(Instant at, Runnable deed) {}

    @Test
    void neitherTheRateNorThePairLimitIsEverHit() {
        try (Database database = Database.embedded(folder.resolve("database"), false)) {
            Stores stores = Stores.on(database);
            ConversationWorker worker = OneWorker.of(stores, new ManyAnswers(), platform, clock);
            for (int i = 0; i < SECONDS * WRITTEN_PER_SECOND; i++) {
                plan(BEGIN.plusMillis(1_000L * i / WRITTEN_PER_SECOND), random.nextInt(SHOPPERS), stores, worker);
            }
            for (int i = 0; i < OF_THE_TALKATIVE; i++) {
                plan(BEGIN.plusSeconds(i), SHOPPERS, stores, worker);
            }
            while (!agenda.isEmpty()) {
                Due due = agenda.poll();
                if (due.at().isAfter(clock.instant())) {
                    clock.pass(Duration.between(clock.instant(), due.at()));
                }
                if (random.nextInt(100) == 0) {
                    clock.pass(Duration.ofMillis(random.nextInt(2_000)));
                }
                due.deed().run();
            }
            assertThat(platform.refused).isZero();
            assertThat(platform.taken)
                    .isEqualTo((SECONDS * WRITTEN_PER_SECOND + OF_THE_TALKATIVE) * REPLIES)
                    .isEqualTo(count(database, "state = 'SENT'"));
            assertThat(count(database, "pending <> 0")).isZero();
            assertThat(platform.mostInASecond)
                    .as("the limits were felt, and not only far away")
                    .isGreaterThan(WRITTEN_PER_SECOND + 35);
        }
    }

    private void plan(Instant at, int shopper, Stores stores, ConversationWorker worker) {
        agenda.add(new Due(at, () -> {
            // The platform counts when it was written, not when we got round to it.
            platform.count(at);
            writes(stores, worker, shopper);
        }));
    }

    private void writes(Stores stores, ConversationWorker worker, int shopper) {
        ConversationKey chat = new ConversationKey(CONNECTION, "shopper" + shopper);
        InboundMessage message = new InboundMessage(
                chat, "m" + written++, Sender.of(chat.chatId()), clock.instant(), List.of(new Content.Text("hi")));
        stores.inbox()
                .accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, clock.instant())
                .awake()
                .forEach(conversation -> work(worker, conversation));
    }

    private void work(ConversationWorker worker, ConversationId conversation) {
        worker.run(conversation).ifPresent(at -> agenda.add(new Due(at, () -> work(worker, conversation))));
    }

    private static int count(Database database, String condition) {
        return database.read(
                session -> session.first("select count(*) from message where " + condition, row -> row.getInt(1))
                        .orElseThrow());
    }

    /** Says three things to each message: more than may go out. */
    private final class ManyAnswers implements TurnWork {
        @Override
        public TurnStore.Result run(Pending pending) {
            List<Content> replies = new ArrayList<>();
            IntStream.range(0, pending.messages().size() * REPLIES)
                    .forEach(i -> replies.add(new Content.Text("answer " + i)));
            return new TurnStore.Result(
                    pending.conversation(),
                    pending.messages().stream().map(Received::sequence).toList(),
                    null,
                    replies,
                    List.of(),
                    null,
                    clock.instant());
        }

        @Override
        public TurnStore.Result handToHuman(Pending pending) {
            throw new AssertionError("nothing fails here");
        }
    }

    /** Counts as WhatsApp does; its law is the one that the adapter declares (platforms.md of the design, section 4.7). */
    private final class CountingPlatform extends OneChannel {
        private static final int RATE = 80;
        private static final int BURST = 45;
        private static final int PAIR_SECONDS = 6;

        private final Deque<Instant> lastSecond = new ArrayDeque<>();
        private final Map<String, Deque<Instant>> pairs = new HashMap<>();
        private int taken;
        private int refused;
        private int mostInASecond;

        CountingPlatform() {
            law = new ReplyLaw(
                    Duration.ofHours(24), null, Duration.ofSeconds(PAIR_SECONDS), RATE / 2, true, BURST, Map.of());
        }

        void count(Instant when) {
            Instant now = clock.instant();
            lastSecond.removeIf(at -> !at.plusSeconds(1).isAfter(now));
            lastSecond.add(when);
            mostInASecond = Math.max(mostInASecond, lastSecond.size());
        }

        @Override
        public Receipt send(OutboundMessage message) {
            Instant now = clock.instant();
            Deque<Instant> pair =
                    pairs.computeIfAbsent(message.conversation().chatId(), somebody -> new ArrayDeque<>());
            pair.removeIf(at -> !at.plusSeconds((long) PAIR_SECONDS * BURST).isAfter(now));
            count(now);
            if (lastSecond.size() > RATE || pair.size() >= BURST) {
                refused++;
                throw new AdapterException.RateLimited("too fast", Duration.ofSeconds(30));
            }
            pair.add(now);
            taken++;
            return new Receipt("p-" + message.idempotencyKey());
        }
    }
}
