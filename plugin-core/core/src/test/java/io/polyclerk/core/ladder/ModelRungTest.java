package io.polyclerk.core.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.ScriptedModel;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.ladder.AnswerModel.Answer;
import io.polyclerk.core.ladder.AnswerModel.Call;
import io.polyclerk.core.ladder.AnswerModel.Said;
import io.polyclerk.core.ladder.AnswerModel.Usage;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRungTest {

    private final Chat chat = new Chat();
    private final ScriptedModel model = new ScriptedModel();

    ModelRungTest() {
        chat.model = model;
        chat.retriever = question -> new Retriever.Findings(List.of(returns()), false);
    }

    private static Passage returns() {
        return new Passage(
                "doc-1",
                0,
                "Returns",
                "You can send things back within 30 days.",
                new Passage.Source("Policy", "en", URI.create("https://shop.example/r"), Instant.EPOCH),
                0.4,
                false);
    }

    @Test
    void whatLocalRungsUnderstandNeverReachesTheModel() {
        chat.say("hello");
        chat.say("where is 1001 mei.lin@mail.example");
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void anAnswerFromTheShopsTextsIsSaid() {
        model.says("You can send it back within 30 days.");
        assertThat(chat.say("blue thing")).contains("within 30 days").doesNotContain("not sure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You can send it back within 60 days.",
                "I have refunded your order.",
                "Your order has been cancelled.",
                "We guarantee that it arrives.",
                "Look at https://evil.example/x",
                "Look at evil.example for more.",
                "Write to somebody@shop.example.",
                "It costs $5.",
                "You get ٥٠ back.",
                "",
                "我已为您退款。"
            })
    void wordsThatHoldAnythingNewAreNotSaid(String words) {
        model.says(words);
        String answer = chat.say("blue thing");
        assertThat(answer).contains("not sure", "[Talk to a person]");
        if (!words.isEmpty()) {
            assertThat(answer).doesNotContain(words);
        }
    }

    @Test
    void anAnswerThatIsTooLongIsNotSaid() {
        model.says("well ".repeat(400));
        assertThat(chat.say("blue thing")).contains("not sure");
    }

    @Test
    void aSkillThatTheModelChoosesAsksForProofAsAlways() {
        model.uses("track_order", Map.of("order_number", "1001"));
        assertThat(chat.say("blue thing of 1001")).contains("postcode", "1001").doesNotContain("NP1001X");
        assertThat(model.prompts).as("the question is the skill's").hasSize(1);
        assertThat(chat.say("mei.lin@mail.example")).contains("NP1001X");
    }

    @Test
    void aProofCannotComeFromTheModel() {
        model.uses("track_order", Map.of("order_number", "1001 mei.lin@mail.example"));
        assertThat(chat.say("blue thing")).doesNotContain("NP1001X", "Northpost");
    }

    @Test
    void anOrderThatOnlyTheModelNamesOpensNothing() {
        model.uses("track_order", Map.of("order_number", "1001"));
        assertThat(chat.say("blue thing, mei.lin@mail.example"))
                .contains("order number")
                .doesNotContain("NP1001X");
    }

    @Test
    void whatASkillToldMayBeSaidInOtherWords() {
        chat.say("where is 1001 mei.lin@mail.example");
        model.uses("track_order", Map.of("order_number", "1001")).says("Northpost has it, number NP1001X.");
        assertThat(chat.say("blue thing")).contains("Northpost has it, number NP1001X.");
        assertThat(model.prompts.get(1).said().get(1)).isInstanceOf(Said.ByTool.class);
    }

    @Test
    void whenTheModelsWordsFailTheSkillsAreSaid() {
        chat.say("where is 1001 mei.lin@mail.example");
        model.uses("track_order", Map.of("order_number", "1001")).says("It arrives in 3 days, I promise.");
        assertThat(chat.say("blue thing"))
                .contains("has been shipped", "NP1001X")
                .doesNotContain("promise");
    }

    @Test
    void anActionStillNeedsTheShoppersOwnYes() {
        chat.say("where is 2001 mei.lin@mail.example");
        model.uses("cancel_order", Map.of("order_number", "2001")).says("Done.");
        assertThat(chat.say("blue thing")).contains("2001");
        assertThat(chat.store.performed).isEmpty();
        assertThat(model.prompts).hasSize(1);
    }

    @Test
    void aModelThatGoesInCirclesIsLeft() {
        for (int i = 0; i < 10; i++) {
            model.uses("size_or_product_advice", Map.of("product", "kettle"));
        }
        chat.say("blue thing");
        assertThat(model.prompts).hasSizeLessThanOrEqualTo(ModelRung.MOST_REQUESTS);
    }

    @Test
    void aHumanCanBeFetchedByTheModel() {
        model.uses("human_agent", Map.of());
        chat.say("blue thing");
        assertThat(chat.conversation().holder()).isEqualTo(Holder.WAITING_FOR_AGENT);
    }

    @Test
    void aModelThatIsDownIsNoSilence() {
        assertThat(chat.say("blue thing")).contains("not sure", "[Talk to a person]");
    }

    @Test
    void noTimeLeftMeansNoFurtherRequest() {
        model.answers(prompt -> {
            chat.now = FakeStore.NOW.plus(ModelRung.PATIENCE);
            return new Answer.Calls(
                    List.of(new Call("c1", "size_or_product_advice", Map.of("product", "kettle"))), Usage.NONE);
        });
        model.says("never asked");
        assertThat(chat.say("blue thing")).doesNotContain("never asked");
        assertThat(model.prompts).hasSize(1);
    }

    @Test
    void theCapIsKeptToTheLastUnit() {
        CountedSpending spending = new CountedSpending(100);
        chat.spending = spending;
        for (int i = 0; i < 20; i++) {
            model.says("You can send it back within 30 days.");
            chat.say("blue thing " + "x".repeat(i));
        }
        assertThat(spending.spent).isLessThanOrEqualTo(100);
        assertThat(model.prompts)
                .as("each costs 10, and 40 are set aside before")
                .hasSize(7);
    }

    @Test
    void aRequestWithoutAnAnswerCountsInFull() {
        CountedSpending spending = new CountedSpending(100);
        chat.spending = spending;
        chat.say("blue thing");
        assertThat(spending.spent).isEqualTo(40);
    }

    private static final class CountedSpending implements Spending {
        private final long cap;
        long spent;

        CountedSpending(long cap) {
            this.cap = cap;
        }

        @Override
        public boolean reserve(String merchant, long most, Instant now) {
            if (spent + most > cap) {
                return false;
            }
            spent += most;
            return true;
        }

        @Override
        public void settle(String merchant, long reserved, long used, Instant now) {
            spent += used - reserved;
        }
    }

    @Test
    void personalDataIsMaskedAndComesBackInTheAnswer() {
        chat.mask = (text, known) ->
                text.replace("ann@mail.example", known.computeIfAbsent("ann@mail.example", unseen -> "[EMAIL_1]"));
        chat.transcript = (conversation, most) -> List.of(new Said.ByShopper("I am ann@mail.example"));
        model.says("Thank you, [EMAIL_1].");
        assertThat(chat.say("blue thing for ann@mail.example")).contains("Thank you, ann@mail.example.");
        assertThat(model.prompts.toString()).doesNotContain("ann@mail").contains("[EMAIL_1]");
    }
}
