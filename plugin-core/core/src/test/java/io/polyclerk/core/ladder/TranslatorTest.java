package io.polyclerk.core.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.fake.ScriptedModel;
import io.polyclerk.core.ladder.AnswerModel.Answer;
import io.polyclerk.core.ladder.AnswerModel.Said;
import io.polyclerk.core.ladder.AnswerModel.Usage;
import io.polyclerk.core.ladder.Translation.Objection;
import io.polyclerk.core.observe.Counters;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TranslatorTest {

    private final ScriptedModel model = new ScriptedModel();
    private final Purse purse = new Purse();

    /** Hides one address, as the redactor does. */
    private static final TextMask MASK = (text, known) -> {
        String address = "ann@mail.example";
        if (!text.contains(address)) {
            return text;
        }
        known.put(address, "[EMAIL_1]");
        return text.replace(address, "[EMAIL_1]");
    };

    private static final class Purse implements Spending {
        long left = 100;

        @Override
        public boolean reserve(String merchant, long most, Instant now) {
            boolean isEnough = most <= left;
            left -= isEnough ? most : 0;
            return isEnough;
        }

        @Override
        public void settle(String merchant, long reserved, long spent, Instant now) {
            left += reserved - spent;
        }
    }

    private final Translator translator = new Translator(model, purse, MASK, Counters.NONE, Clock.systemUTC());

    private void translates(UnaryOperator<String> words) {
        model.answers(prompt -> {
            String text = ((Said.ByShopper) prompt.said().get(0)).text();
            return new Answer.Words(words.apply(text), new Usage(1, 1, 7));
        });
    }

    private Translation german(String text) {
        return translator.translate("demo", text, "de", "en");
    }

    @Test
    void theModelSeesMaskedTextAndThePersonSeesTheDetail() {
        translates(text -> text.replace("Schreib an", "Write to"));
        assertThat(german("Schreib an ann@mail.example"))
                .isEqualTo(new Translation.Done("Write to ann@mail.example", "scripted"));
        assertThat(model.prompts).singleElement().satisfies(prompt -> {
            assertThat(prompt.task()).isEqualTo(AnswerModel.Task.TRANSLATE);
            assertThat(prompt.language()).isEqualTo("en");
            assertThat(prompt.said()).containsExactly(new Said.ByShopper("Schreib an [EMAIL_1]"));
            assertThat(prompt.tools()).isEmpty();
        });
        assertThat(purse.left).isEqualTo(93);
    }

    @Test
    void aTranslationWithOtherFiguresIsNotShownAndWasPaidFor() {
        translates(text -> "Order 1010 is late");
        assertThat(german("Bestellung 1001 ist spät")).isEqualTo(new Translation.Refused(Objection.NUMBER));
        assertThat(purse.left).isEqualTo(93);
    }

    @Test
    void aDetailThatTheModelInventsOrDropsIsNoTranslation() {
        translates(text -> "Write to [EMAIL_2]");
        assertThat(german("Schreib an ann@mail.example")).isEqualTo(new Translation.Refused(Objection.ADDRESS));
    }

    @Test
    void nobodyIsAskedAtTheCapOrForTextWithoutLetters() {
        assertThat(german("😀 42")).isEqualTo(new Translation.Done("😀 42", ""));
        purse.left = 39;
        assertThat(german("Hallo")).isEqualTo(new Translation.Capped());
        assertThat(model.prompts).isEmpty();
        assertThat(purse.left).isEqualTo(39);
    }

    @Test
    void aModelThatIsDownIsSaidToBeAndCountsInFull() {
        translates(text -> {
            throw new ModelFailure(ModelFailure.Kind.SLOW, "asleep");
        });
        assertThat(german("Hallo")).isEqualTo(new Translation.Failed(ModelFailure.Kind.SLOW));
        assertThat(purse.left).isEqualTo(60);
    }

    @Test
    void longerTextsAreNotTaken() {
        assertThatThrownBy(() -> german("x".repeat(Translator.LONGEST + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
