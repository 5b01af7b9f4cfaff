package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.understanding.Intent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A shop that is away: a ticket, a promise, and the promise kept. */
class ShopReturnsTest {

    private final Chat chat = new Chat();
    private final Kept promises = new Kept();
    private final List<ConversationId> woken = new ArrayList<>();
    private final ShopReturns returns = new ShopReturns(
            promises,
            chat.journal,
            chat,
            new Phrasebook(new LanguagePacks(new PackReader(Chat.class.getClassLoader()).readAll())),
            woken::add,
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return chat.now;
                }
            });

    /** Asks while the shop is away. */
    private String ask() {
        chat.store.down = true;
        String answer = chat.say("where is my order 1001");
        promises.open.add(new PromiseStore.Promise(chat.conversation().id(), "demo", Intent.TRACK_ORDER, chat.now, 0));
        return answer;
    }

    private String last() {
        return chat.journal
                .outbox
                .get(chat.journal.outbox.size() - 1)
                .message
                .content()
                .toString();
    }

    @Test
    void whoAsksMeanwhileIsPromisedToHearAndATicketSaysSo() {
        assertThat(ask()).contains("reach the shop’s system right now", "I will write here as soon as");
        assertThat(chat.journal.tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.promised()).isTrue();
            assertThat(ticket.kind()).isEqualTo("track_order");
            assertThat(ticket.summary()).contains("1001");
        });
    }

    @Test
    void nobodyHearsBeforeTheShopIsBack() {
        ask();
        int said = chat.journal.outbox.size();
        returns.look();
        assertThat(chat.journal.outbox).hasSize(said);
        assertThat(promises.postponed).hasSize(1);
        assertThat(promises.postponed.get(0)).isAfter(chat.now);
    }

    @Test
    void whoWaitsHearsOnceThatItIsBackAndNeedsOnlyATap() {
        ask();
        chat.store.down = false;
        returns.look();
        assertThat(last()).contains("can be reached again", "intent:track_order");
        assertThat(woken).containsExactly(chat.conversation().id());
        int said = chat.journal.outbox.size();
        returns.look();
        assertThat(chat.journal.outbox).as("once").hasSize(said);
        assertThat(chat.pick("intent:track_order")).contains("1001");
    }

    @Test
    void whereAHumanHasTakenOverTheBotKeepsQuiet() {
        ask();
        ConversationId id = chat.conversation().id();
        chat.journal.conversations.put(id, chat.conversation().withHolder(Holder.AGENT));
        chat.store.down = false;
        int said = chat.journal.outbox.size();
        returns.look();
        assertThat(chat.journal.outbox).hasSize(said);
        assertThat(promises.open).isEmpty();
    }

    @Test
    void afterADayTheTicketIsLeftToTheTeam() {
        ask();
        chat.now = FakeStore.NOW.plus(Duration.ofHours(25));
        returns.look();
        assertThat(promises.open).isEmpty();
    }

    private static final class Kept implements PromiseStore {
        private final List<Promise> open = new ArrayList<>();
        private final List<Instant> postponed = new ArrayList<>();

        @Override
        public List<Promise> due(Instant now, int most) {
            return List.copyOf(open);
        }

        @Override
        public void postpone(ConversationId conversation, Instant due) {
            postponed.add(due);
        }

        @Override
        public void end(ConversationId conversation) {
            open.removeIf(promise -> promise.conversation().equals(conversation));
        }
    }
}
