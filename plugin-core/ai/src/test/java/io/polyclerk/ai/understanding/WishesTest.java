package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter.Hints;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WishesTest {

    private static final LocalInterpreter INTERPRETER = new LocalInterpreter(false);

    private static Interpretation read(String language, String text) {
        return INTERPRETER.interpret(text, new Hints("", Set.of(), language, true, null));
    }

    private static void holds(String language, String text, Intent... wishes) {
        Interpretation interpretation = read(language, text);
        assertThat(interpretation.several()).as(text).isTrue();
        assertThat(interpretation.intents())
                .as(text)
                .extracting(ScoredIntent::intent)
                .containsExactlyInAnyOrder(wishes);
        assertThat(interpretation.intents())
                .extracting(ScoredIntent::confidence)
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void twoQuestionsAreTwoWishes() {
        holds(
                "en",
                "Where is my order 4471? And I need an invoice for it.",
                Intent.TRACK_ORDER,
                Intent.INVOICE_REQUEST);
        holds(
                "de",
                "Haben Sie die Jacke in Größe M? Und was kostet der Versand nach Wien?",
                Intent.PRODUCT_AVAILABILITY,
                Intent.SHIPPING_POLICY);
        holds("en", "Where is 1001 and any discounts", Intent.TRACK_ORDER, Intent.PRICE_OR_DISCOUNT);
        holds("zh", "有黑色吗 运费多少", Intent.PRODUCT_AVAILABILITY, Intent.SHIPPING_POLICY);
    }

    @Test
    void thanksBeforeAWishCountAndThanksAfterItDoNot() {
        holds(
                "en",
                "Thank you for the quick help! When will my second parcel arrive?",
                Intent.THANKS,
                Intent.TRACK_ORDER);
        assertThat(read("en", "When will my second parcel arrive? Thank you!").several())
                .isFalse();
    }

    @Test
    void aStoryBeforeAWishIsOneWish() {
        for (String text : List.of(
                "My sister told me about your shop and I bought a lamp in March, where is my refund?",
                "We moved last week, everything is still in boxes. Please change the delivery address.",
                "how much is delivery to Norway?")) {
            assertThat(read("en", text).several()).as(text).isFalse();
        }
    }
}
