package io.polyclerk.core.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.ladder.AnswerModel.Answer;
import io.polyclerk.core.ladder.AnswerModel.Prompt;
import io.polyclerk.core.ladder.AnswerModel.Said;
import io.polyclerk.core.ladder.AnswerModel.Usage;
import io.polyclerk.core.ladder.Translation.Objection;
import io.polyclerk.core.observe.Counters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TranslatorTest {

    private final List<Prompt> prompts = new ArrayList<>();
    private final Purse purse = new Purse();
    private UnaryOperator<String> words = text -> text;

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

    private final class Model implements AnswerModel {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public boolean isRemote() {
            return true;
        }

        @Override
        public long mostItCosts(Prompt prompt) {
            return 40;
        }

        @Override
        public Answer ask(Prompt prompt, Duration patience) {
            prompts.add(prompt);
            return new Answer.Words(words.apply(((Said.ByShopper) prompt.said().get(0)).text()), new Usage(1, 1, 7));
        }
    }

    private final Translator translator = new Translator(new Model(), purse, MASK, Counters.NONE, Clock.systemUTC());

    private Translation german(String text) {
        return translator.translate("demo", text, "de", "en");
    }

    @Test
    void theModelSeesMaskedTextAndThePersonSeesTheDetail() {
        words = text -> text.replace("Schreib an", "Write to");
        assertThat(german("Schreib an ann@mail.example"))
                .isEqualTo(new Translation.Done("Write to ann@mail.example", "scripted"));
        assertThat(prompts).singleElement().satisfies(prompt -> {
            assertThat(prompt.task()).isEqualTo(AnswerModel.Task.TRANSLATE);
            assertThat(prompt.language()).isEqualTo("en");
            assertThat(prompt.said()).containsExactly(new Said.ByShopper("Schreib an [EMAIL_1]"));
            assertThat(prompt.tools()).isEmpty();
        });
        assertThat(purse.left).isEqualTo(93);
    }

    @Test
    void aTranslationWithOtherFiguresIsNotShownAndWasPaidFor() {
        words = text -> "Order 1010 is late";
        assertThat(german("Bestellung 1001 ist spät")).isEqualTo(new Translation.Refused(Objection.NUMBER));
        assertThat(purse.left).isEqualTo(93);
    }

    @Test
    void aDetailThatTheModelInventsOrDropsIsNoTranslation() {
        words = text -> "Write to [EMAIL_2]";
        assertThat(german("Schreib an ann@mail.example")).isEqualTo(new Translation.Refused(Objection.ADDRESS));
    }

    @Test
    void nobodyIsAskedAtTheCapOrForTextWithoutLetters() {
        assertThat(german("😀 42")).isEqualTo(new Translation.Done("😀 42", ""));
        purse.left = 39;
        assertThat(german("Hallo")).isEqualTo(new Translation.Capped());
        assertThat(prompts).isEmpty();
        assertThat(purse.left).isEqualTo(39);
    }

    @Test
    void aModelThatIsDownIsSaidToBeAndCountsInFull() {
        words = text -> {
            throw new ModelFailure(ModelFailure.Kind.SLOW, "asleep");
        };
        assertThat(german("Hallo")).isEqualTo(new Translation.Failed(ModelFailure.Kind.SLOW));
        assertThat(purse.left).isEqualTo(60);
    }

    @Test
    void longerTextsAreNotTaken() {
        assertThatThrownBy(() -> german("x".repeat(Translator.LONGEST + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
