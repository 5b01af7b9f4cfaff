package io.polyclerk.core.satisfaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.Sender;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskingTurnsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final ConversationKey KEY = new ConversationKey(Chat.CONNECTION, "chat-1");

    private final List<Integer> scores = new ArrayList<>();
    private int asked;
    private boolean due = true;
    private Intent meant = Intent.THANKS;

    private final SatisfactionStore store = new SatisfactionStore() {
        @Override
        public boolean isDue(ConversationId conversation, Instant now) {
            return due;
        }

        @Override
        public void asked(ConversationId conversation, Instant at) {
            asked++;
        }

        @Override
        public void rated(ConversationId conversation, int score, Instant at) {
            scores.add(score);
        }
    };

    private final TurnWork work = new TurnWork() {
        @Override
        public Result run(Pending pending) {
            Interpretation found = new Interpretation(
                    "en", List.of(new ScoredIntent(meant, 0.9)), false, List.of(), Emotion.NEUTRAL, false);
            return new Result(
                    pending.conversation(),
                    List.of(1L),
                    found,
                    List.of(new Content.Text("You are welcome.")),
                    List.of(),
                    null,
                    NOW);
        }

        @Override
        public Result handToHuman(Pending pending) {
            return run(pending);
        }
    };

    private Result say(Content content, Memory memory, Holder holder) {
        LanguagePacks packs = new LanguagePacks(new PackReader(Chat.class.getClassLoader()).readAll());
        InboundMessage message = new InboundMessage(KEY, "m", Sender.of("chat-1"), NOW, List.of(content), null);
        return new AskingTurns(work, new Chat(), new Phrasebook(packs), store, Clock.fixed(NOW, ZoneOffset.UTC))
                .run(new Pending(
                        new Conversation(new ConversationId("c"), KEY, "demo", holder, memory, 0),
                        List.of(new Received(1, message))));
    }

    private static Memory afterQuestion() {
        return Memory.EMPTY.speaking("en").offering(List.of(new Option("rate:1", "★"), new Option("rate:2", "★★")));
    }

    @Test
    void thanksAreAnsweredTogetherWithTheQuestion() {
        Result result = say(new Content.Text("thanks"), Memory.EMPTY.speaking("en"), Holder.BOT);
        assertThat(result.replies()).hasSize(1);
        assertThat(String.valueOf(result.replies().get(0))).contains("You are welcome.", "★★★★★");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void nobodyIsAskedTwiceNorAfterAnythingElse() {
        due = false;
        say(new Content.Text("thanks"), Memory.EMPTY, Holder.BOT);
        due = true;
        meant = Intent.TRACK_ORDER;
        say(new Content.Text("where is it"), Memory.EMPTY, Holder.BOT);
        assertThat(asked).isZero();
    }

    @Test
    void aStarThatIsTappedIsARating() {
        Result result = say(new Content.Selection("rate:4", "★★★★"), afterQuestion(), Holder.BOT);
        assertThat(scores).containsExactly(4);
        assertThat(result.interpretation()).as("it is no wish").isNull();
        assertThat(result.replies()).hasSize(1);
    }

    @Test
    void aNumberThatIsTypedIsARatingOnlyAfterTheQuestion() {
        say(new Content.Text(" 2 "), afterQuestion(), Holder.BOT);
        say(new Content.Text("2"), Memory.EMPTY, Holder.BOT);
        say(new Content.Text("22"), afterQuestion(), Holder.BOT);
        say(new Content.Text("9"), afterQuestion(), Holder.BOT);
        assertThat(scores).containsExactly(2);
    }

    @Test
    void whatAnAgentHearsIsLeftToTheAgent() {
        say(new Content.Selection("rate:1", "★"), afterQuestion(), Holder.AGENT);
        assertThat(scores).isEmpty();
    }
}
