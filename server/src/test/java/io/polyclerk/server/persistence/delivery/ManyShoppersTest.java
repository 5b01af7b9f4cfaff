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
import io.polyclerk.server.persistence.desk.Desk;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.server.persistence.desk.DeskTalk;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages of five hundred shoppers, each delivered three times, on a platform that counts to five; ten thousand of them with
 * {@code -Dshoppers.rounds=20}.
 */
class ManyShoppersTest {

    private static final ConnectionId CONNECTION = new ConnectionId("wx");
    private static final int SHOPPERS = 500;
    private static final int ROUNDS = Integer.getInteger("shoppers.rounds", 5);

    private final HandClock clock = new HandClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final Random random = new Random(20261126);
    private final CountingPlatform platform = new CountingPlatform();

    @TempDir
    Path folder;

    @Test
    void noBudgetIsOverrunAndNothingIsSaidTwiceOrLost() {
        try (Database database = Database.embedded(folder.resolve("database"), false)) {
            Stores stores = Stores.on(database);
            ConversationWorker worker = OneWorker.of(stores, new Talkative(), platform, clock);
            Desk desk = new Desk(database);
            DeskTalk talk = new DeskTalk(database);
            for (int round = 0; round < ROUNDS; round++) {
                for (ConversationId conversation : deliverThreeTimes(stores, round)) {
                    worker.run(conversation);
                    if (random.nextInt(10) == 0) {
                        Deed deed = new Deed(conversation, "ann", null, clock.instant());
                        talk.speak(deed, List.of(new Content.Text("a human")), "round" + round);
                        worker.run(conversation);
                        desk.giveBack(deed);
                    }
                }
                clock.pass(Duration.ofMinutes(1 + random.nextInt(60)));
            }
            assertThat(platform.inbound).isEqualTo(SHOPPERS * ROUNDS);
            assertThat(platform.refused).isZero();
            assertThat(platform.keys).hasSize(platform.taken);
            assertThat(platform.mostForOneMessage).isEqualTo(5);
            assertThat(count(database, "author <> 'shopper' and state not in ('SENT', 'HELD', 'WITHDRAWN')"))
                    .isZero();
            assertThat(count(database, "author <> 'shopper' and state = 'SENT'"))
                    .isEqualTo(platform.taken);
            assertThat(count(database, "author = 'shopper'")).isEqualTo(SHOPPERS * ROUNDS);
            assertThat(count(database, "author = 'shopper' and pending <> 0")).isZero();
            assertThat(count(database, "state in ('HELD', 'WITHDRAWN') and reason is null"))
                    .isZero();
        }
    }

    private Set<ConversationId> deliverThreeTimes(Stores stores, int round) {
        List<ChannelEvent> events = new ArrayList<>(IntStream.range(0, SHOPPERS)
                .<ChannelEvent>mapToObj(shopper -> message(shopper, round))
                .toList());
        Collections.shuffle(events, random);
        Set<ConversationId> awake = new LinkedHashSet<>();
        for (int delivery = 0; delivery < 3; delivery++) {
            awake.addAll(stores.inbox()
                    .accept(CONNECTION, "demo", events, null, clock.instant())
                    .awake());
            Collections.shuffle(events, random);
        }
        return awake;
    }

    private ChannelEvent message(int shopper, int round) {
        ConversationKey chat = new ConversationKey(CONNECTION, "shopper" + shopper);
        platform.shopperWrote(chat.chatId());
        return new ChannelEvent.MessageReceived(new InboundMessage(
                chat,
                "m" + shopper + "-" + round,
                Sender.of(chat.chatId()),
                clock.instant(),
                List.of(new Content.Text("hi"))));
    }

    private static int count(Database database, String condition) {
        return database.read(
                session -> session.first("select count(*) from message where " + condition, row -> row.getInt(1))
                        .orElseThrow());
    }

    /** Says up to six things at once, more than a platform that counts to five allows. */
    private final class Talkative implements TurnWork {
        @Override
        public TurnStore.Result run(Pending pending) {
            List<Content> replies = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                replies.add(new Content.Text("answer " + i));
            }
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

    /** Counts as the platform does: five for each message of a shopper. */
    private static final class CountingPlatform extends OneChannel {
        private final Map<String, Integer> left = new HashMap<>();
        private final Set<String> keys = new HashSet<>();
        private int inbound;
        private int taken;
        private int refused;
        private int mostForOneMessage;

        CountingPlatform() {
            law = new ReplyLaw(Duration.ofHours(48), 5, Duration.ZERO, 0, false);
        }

        void shopperWrote(String chat) {
            inbound++;
            left.put(chat, 5);
        }

        @Override
        public Receipt send(OutboundMessage message) {
            String chat = message.conversation().chatId();
            int remaining = left.get(chat);
            if (remaining == 0) {
                refused++;
                throw new AdapterException.Refused("out of response count limit");
            }
            left.put(chat, remaining - 1);
            mostForOneMessage = Math.max(mostForOneMessage, 5 - remaining + 1);
            keys.add(message.idempotencyKey());
            taken++;
            return new Receipt("p-" + message.idempotencyKey());
        }
    }
}
