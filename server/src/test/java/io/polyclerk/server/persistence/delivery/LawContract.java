package io.polyclerk.server.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a channel's law is kept and who answers, on every database. */
abstract class LawContract extends LawBench {

    @Test
    void theLastOfFiveIsKeptForAHuman() {
        shopperWrites();
        botSays("one", "two", "three", "four", "five", "six");
        drain();
        assertThat(said()).containsExactly("one", "two", "three", "four");
        restart();
        drain();
        assertThat(said()).hasSize(4);
        assertThat(states()).endsWith(DeliveryState.HELD, DeliveryState.HELD);
        assertThat(reasons()).contains("the last message until the shopper writes again is kept for a human");
        assertThat(standing().left()).isZero();
        assertThat(standing().leftForHuman()).isEqualTo(1);

        agentSays("a human here");
        agentSays("and once more");
        drain();

        assertThat(said()).endsWith("four", "a human here");
        assertThat(standing().open()).isFalse();
        assertThat(standing().reason()).isEqualTo("no message is left until the shopper writes again");

        clock.pass(Duration.ofSeconds(1));
        shopperWrites();
        drain();
        assertThat(said()).endsWith("a human here", "and once more");
        assertThat(standing().leftForHuman()).isEqualTo(4);
    }

    @Test
    void aClosedWindowKeepsTheMessageAndSaysSinceWhen() {
        shopperWrites();
        clock.pass(Duration.ofHours(49));
        agentSays("news for you");
        drain();
        assertThat(channel.sent).isEmpty();
        assertThat(states()).containsExactly(DeliveryState.HELD);
        assertThat(reasons()).containsExactly("reply window closed since 2026-11-25T09:59:00Z");
        assertThat(standing().open()).isFalse();

        shopperWrites();
        drain();

        assertThat(said()).containsExactly("news for you");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void whatTheBotCouldNotSayForMoreThanADayIsNotSaidAnyMore() {
        shopperWrites();
        botSays("an old answer");
        clock.pass(Duration.ofHours(49));
        drain();
        shopperWrites();
        drain();
        assertThat(channel.sent).isEmpty();
        assertThat(states()).containsExactly(DeliveryState.WITHDRAWN);
        assertThat(reasons().get(0)).contains("more than a day");
    }

    @Test
    void theWindowIsOpenUntilAMomentBeforeItsEnd() {
        shopperWrites();
        botSays("one");
        clock.pass(Duration.ofHours(48).minusSeconds(61));
        drain();
        assertThat(said()).containsExactly("one");
        botSaysWithoutMessage("two");
        clock.pass(Duration.ofSeconds(1));
        drain();
        assertThat(said()).containsExactly("one");
    }

    @Test
    void aShopperWhoOnlyEnteredIsToldTwoThings() {
        accept(new ChannelEvent.ContactJoined(CHAT, clock.instant(), "enter"));
        botSays("welcome", "and more", "and even more");
        drain();
        assertThat(said()).containsExactly("welcome", "and more");
        clock.pass(Duration.ofMinutes(1));
        assertThat(standing().open()).isFalse();
        shopperWrites();
        drain();
        assertThat(said()).hasSize(3);
    }

    @Test
    void anEditOpensNoWindow() {
        shopperWrites();
        botSays("one");
        drain();
        clock.pass(Duration.ofHours(49));
        accept(new ChannelEvent.MessageEdited(CHAT, "m1", "e1", List.of(new Content.Text("changed")), clock.instant()));
        botSays("two");
        drain();
        assertThat(said()).containsExactly("one");
    }

    @Test
    void whatMayHaveArrivedCountsEachTime() {
        shopperWrites();
        botSays("one", "two", "three");
        channel.failures.add(new AdapterException.Unavailable("reset", true, null));
        channel.failures.add(new AdapterException.Unavailable("reset", true, null));
        for (int i = 0; i < 3; i++) {
            drain();
            clock.pass(Duration.ofSeconds(10));
        }
        assertThat(said()).as("three tries of the first and one of the second").containsExactly("one", "two");
    }

    @Test
    void whatThePlatformRefusesDoesNotCount() {
        shopperWrites();
        channel.failures.add(new AdapterException.Refused("no"));
        botSays("refused", "one", "two", "three", "four");
        drain();
        assertThat(said()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void aBurstIsPaidForBeforeTheNextMessage() {
        channel.law = new ReplyLaw(null, null, Duration.ofSeconds(6), 0, false, 3, Map.of());
        shopperWrites();
        botSays("one", "two", "three", "four");
        assertThat(drain()).contains(START.plusSeconds(18));
        assertThat(said()).hasSize(3);
        clock.pass(Duration.ofSeconds(18));
        assertThat(drain()).isEmpty();
        assertThat(said()).hasSize(4);
    }

    @Test
    void twoNodesShareTheRateOfAConnection() {
        SqlSendingRate other = new SqlSendingRate(database);
        List<Instant> moments = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> (i % 2 == 0 ? stores.rate() : other).take(CONNECTION, 40, clock.instant()))
                .sorted()
                .toList();
        assertThat(moments.get(0)).isEqualTo(START);
        assertThat(moments.get(99)).isEqualTo(START.plusMillis(99 * 25));
        assertThat(moments).doesNotHaveDuplicates();
    }

    @Test
    void aMessageWaitsForItsMomentAndTakesNoSecond() {
        channel.law = new ReplyLaw(null, null, Duration.ZERO, 1, false);
        shopperWrites();
        botSays("one", "two");
        assertThat(drain()).contains(START.plusSeconds(1));
        assertThat(drain()).contains(START.plusSeconds(1));
        clock.pass(Duration.ofSeconds(1));
        assertThat(drain()).isEmpty();
        assertThat(said()).containsExactly("one", "two");
    }

    @Test
    void aClosedWindowIsAnsweredByOneTemplateThatAsksTheShopperToWrite() {
        channel.offered = List.of(
                new MessageTemplates.Template(MessageTemplates.ANSWER_WAITING, "waiting", "en", "Please write."));
        shopperWrites();
        botSays("one", "two");
        clock.pass(Duration.ofHours(49));
        drain();
        assertThat(channel.templates).containsExactly("waiting/en");
        drain();
        assertThat(channel.templates).hasSize(1);
        clock.pass(Duration.ofHours(-30));
        shopperWrites();
        drain();
        assertThat(said()).containsExactly("one", "two");
    }

    @Test
    void theBotIsSilentFromTheFirstHumanSign() {
        shopperWrites();
        botSays("one", "two");
        accept(new ChannelEvent.AgentSpoke(CHAT, "a1", List.of(new Content.Text("I do it")), clock.instant()));
        drain();
        assertThat(channel.sent).isEmpty();
        assertThat(states()).contains(DeliveryState.WITHDRAWN, DeliveryState.WITHDRAWN);
        assertThat(reasons()).contains("a human answers now");
    }

    @Test
    void whatFailedBeforeAHumanCameIsNotTriedAgain() {
        shopperWrites();
        botSays("one");
        channel.failures.add(new AdapterException.Unavailable("down", false, null));
        drain();
        desk.takeOver(new Deed(conversation(), "ann", null, clock.instant()));
        clock.pass(Duration.ofMinutes(1));
        drain();
        assertThat(channel.sent).isEmpty();
    }

    @Test
    void aHumanWhoComesBetweenReadingAndSendingStopsTheBot() {
        shopperWrites();
        botSays("one");
        long id = stores.outbox().next(conversation()).orElseThrow().id();
        accept(new ChannelEvent.AgentSpoke(CHAT, "a1", List.of(), clock.instant()));
        assertThat(stores.outbox().recordAttempt(id, clock.instant()).name()).isEqualTo("WITHDRAWN");
    }

    @Test
    void onlyOneNodeSendsAMessage() {
        shopperWrites();
        botSays("one");
        long id = stores.outbox().next(conversation()).orElseThrow().id();
        assertThat(stores.outbox().recordAttempt(id, clock.instant()).name()).isEqualTo("BEGUN");
        assertThat(stores.outbox().recordAttempt(id, clock.instant()).name()).isEqualTo("ELSEWHERE");
    }

    @Test
    void theBotComesBackAfterALongSilenceWithTheHumansWords() {
        shopperWrites();
        botSays("one");
        accept(new ChannelEvent.AgentSpoke(
                CHAT, "a1", List.of(new Content.Text("Your order 1001 is on its way")), clock.instant()));
        clock.pass(Duration.ofHours(12).minusSeconds(1));
        shopperWrites();
        assertThat(pending().conversation().holder()).isEqualTo(Holder.AGENT);
        assertThat(pending().humanWords()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        shopperWrites();
        assertThat(pending().conversation().holder()).isEqualTo(Holder.BOT);
        assertThat(pending().humanWords()).containsExactly("Your order 1001 is on its way");
        botSays("and now the bot");
        shopperWrites();
        assertThat(pending().humanWords()).isEmpty();
    }

    @Test
    void thePlatformGivesBackOnlyWhatItsOwnPeopleHeld() {
        shopperWrites();
        accept(new ChannelEvent.AgentSpoke(CHAT, "a1", List.of(), clock.instant()));
        accept(new ChannelEvent.AgentLeft(CHAT, "e1", clock.instant()));
        assertThat(pending().conversation().holder()).isEqualTo(Holder.BOT);
        desk.takeOver(new Deed(conversation(), "ann", null, clock.instant()));
        accept(new ChannelEvent.AgentLeft(CHAT, "e2", clock.instant()));
        assertThat(pending().conversation().holder()).isEqualTo(Holder.AGENT);
    }

    @Test
    void oneNodePollsUntilItDies() {
        Leases one = new Leases(database, clock);
        Leases other = new Leases(database, clock);
        assertThat(one.take("poll wx", Duration.ofSeconds(90))).isTrue();
        assertThat(other.take("poll wx", Duration.ofSeconds(90))).isFalse();
        clock.pass(Duration.ofSeconds(60));
        assertThat(one.take("poll wx", Duration.ofSeconds(90))).isTrue();
        clock.pass(Duration.ofSeconds(60));
        assertThat(other.take("poll wx", Duration.ofSeconds(90))).isFalse();
        clock.pass(Duration.ofSeconds(30));
        assertThat(other.take("poll wx", Duration.ofSeconds(90))).isTrue();
        assertThat(one.take("poll wx", Duration.ofSeconds(90))).isFalse();
        other.release("poll wx");
        assertThat(one.take("poll wx", Duration.ofSeconds(90))).isTrue();
    }

    @Test
    void shoppersWhoWaitAreCounted() {
        shopperWrites();
        Pending pending = pending();
        stores.turns()
                .commit(new Result(
                        pending.conversation().withHolder(Holder.WAITING_FOR_AGENT),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        clock.instant()));
        assertThat(stores.line().ahead("demo", conversation())).isZero();
        assertThat(stores.line().ahead("demo", new ConversationId("another"))).isEqualTo(1);
        assertThat(stores.line().ahead("other", new ConversationId("another"))).isZero();
    }
}
