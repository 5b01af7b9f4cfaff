package io.polyclerk.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhasedTurnsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final ConversationKey CHAT = new ConversationKey(new ConnectionId("test"), "chat");

    private final List<Suggestion> suggested = new ArrayList<>();
    private final Answering work = new Answering("done");
    private final Answering adviser = new Answering("proposed");

    /** Answers everything with one sentence and takes it for the same wish. */
    private static final class Answering implements TurnWork {
        private final String words;
        private Intent meant = Intent.TRACK_ORDER;
        private boolean fails;
        private int runs;
        private Optional<Pending> seen = Optional.empty();

        Answering(String words) {
            this.words = words;
        }

        @Override
        public Result run(Pending pending) {
            runs++;
            seen = Optional.of(pending);
            if (fails) {
                throw new IllegalStateException("no advice today");
            }
            boolean speaks = pending.conversation().holder() == Holder.BOT;
            Interpretation found = new Interpretation(
                    "de", List.of(new ScoredIntent(meant, 0.9)), false, List.of(), Emotion.NEUTRAL, false);
            return new Result(
                    pending.conversation(),
                    List.of(1L),
                    speaks ? found : null,
                    speaks ? List.of(new Content.Text(words)) : List.of(),
                    List.of(),
                    null,
                    NOW);
        }

        @Override
        public Result handToHuman(Pending pending) {
            return new Result(
                    pending.conversation().withHolder(Holder.WAITING_FOR_AGENT),
                    List.of(1L),
                    null,
                    List.of(new Content.Text("a human comes, in "
                            + pending.conversation().memory().language())),
                    List.of(),
                    null,
                    NOW);
        }
    }

    private Result run(Rollout rollout, Holder holder) {
        Conversation conversation = new Conversation(new ConversationId("c1"), CHAT, "demo", holder, Memory.EMPTY, 3);
        InboundMessage message =
                new InboundMessage(CHAT, "m1", Sender.of("chat"), NOW, List.of(new Content.Text("wo ist es")), null);
        return new PhasedTurns(work, adviser, merchant -> rollout, (id, suggestion, at) -> suggested.add(suggestion))
                .run(new Pending(conversation, List.of(new Received(1, message))));
    }

    private static Rollout with(Intent intent, Mode mode) {
        return new Rollout(Mode.AUTOMATIC, Map.of(intent, mode), true);
    }

    @Test
    void whatIsAutomaticIsAnsweredWithoutAskingTheAdviser() {
        assertThat(run(Rollout.AUTOMATIC, Holder.BOT).replies()).containsExactly(new Content.Text("done"));
        assertThat(adviser.runs).isZero();
        assertThat(suggested).isEmpty();
    }

    @Test
    void whatIsToBeSuggestedIsSaidToNobodyAndWaitsForAHuman() {
        Result result = run(with(Intent.TRACK_ORDER, Mode.SUGGEST), Holder.BOT);
        assertThat(result.replies()).isEmpty();
        assertThat(result.conversation().holder()).isEqualTo(Holder.WAITING_FOR_AGENT);
        assertThat(result.interpretation()).isNotNull();
        assertThat(work.runs).as("nothing may be done before a human agrees").isZero();
        assertThat(suggested).hasSize(1);
        assertThat(suggested.get(0).replies()).containsExactly(new Content.Text("proposed"));
        assertThat(suggested.get(0).memory().disclosed())
                .as("a human who sends it has not said that a bot speaks")
                .isFalse();
    }

    @Test
    void anotherWishThanTheNamedOneIsAnswered() {
        adviser.meant = Intent.RETURN_POLICY;
        work.meant = Intent.RETURN_POLICY;
        assertThat(run(with(Intent.TRACK_ORDER, Mode.SUGGEST), Holder.BOT).replies())
                .containsExactly(new Content.Text("done"));
    }

    @Test
    void whatIsOffFetchesAHumanInTheLanguageOfTheShopper() {
        Result result = run(with(Intent.TRACK_ORDER, Mode.OFF), Holder.BOT);
        assertThat(result.conversation().holder()).isEqualTo(Holder.WAITING_FOR_AGENT);
        assertThat(result.replies()).containsExactly(new Content.Text("a human comes, in de"));
        assertThat(result.interpretation()).as("the wish is counted").isNotNull();
        assertThat(suggested).isEmpty();
    }

    @Test
    void anAgentWhoHoldsTheConversationGetsASuggestionAndTheShopperNothing() {
        Result result = run(Rollout.AUTOMATIC, Holder.AGENT);
        assertThat(result.replies()).isEmpty();
        assertThat(suggested).hasSize(1);
        assertThat(adviser.seen.orElseThrow().conversation().holder()).isEqualTo(Holder.BOT);
    }

    @Test
    void anAdviserThatFailsStopsNoTurnOfAnAgent() {
        adviser.fails = true;
        assertThat(run(Rollout.AUTOMATIC, Holder.AGENT).answered()).containsExactly(1L);
        assertThat(suggested).isEmpty();
    }

    @Test
    void theMostCarefulModeOfSeveralWishesCounts() {
        Rollout rollout =
                new Rollout(Mode.AUTOMATIC, Map.of(Intent.COMPLAINT, Mode.OFF, Intent.RETURN_ITEM, Mode.SUGGEST), true);
        Interpretation both = new Interpretation(
                "en",
                List.of(new ScoredIntent(Intent.RETURN_ITEM, 0.9), new ScoredIntent(Intent.COMPLAINT, 0.8)),
                true,
                List.of(),
                Emotion.NEUTRAL,
                false);
        assertThat(rollout.of(both)).isEqualTo(Mode.OFF);
        assertThat(rollout.isAutomatic()).isFalse();
    }
}
