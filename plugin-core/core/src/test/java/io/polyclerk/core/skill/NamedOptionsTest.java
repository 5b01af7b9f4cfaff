package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a product with sizes and colours, those are told that were asked for. */
class NamedOptionsTest {

    private final Chat chat = new Chat();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "is the jumper in stock in red M|Jumper (Red, M)",
                "jumper in stock: XL, green?|Jumper (Green, XL)",
                "jumper 绿色Green的XL还有吗 stock|Jumper (Green, XL)"
            })
    void whatNamesSizeAndColourIsToldOfThatOne(String words, String told) {
        assertThat(chat.say(words)).contains(told).doesNotContain("(Red, S)", "(Green, M)", "(Green, S)");
    }

    @Test
    void whatNamesTheColourIsToldOfEverySize() {
        assertThat(chat.say("is the red jumper in stock"))
                .contains("(Red, S)", "(Red, M)", "(Red, XL)")
                .doesNotContain("Green");
    }

    @ParameterizedTest
    @CsvSource({"it's red: is the jumper in stock?", "I’m after the red jumper: is it in stock", "l'jumper red in stock"
    })
    void whatIsLeftOfAWordAtAnApostropheIsNoSize(String words) {
        assertThat(chat.say(words)).contains("(Red, S)", "(Red, M)", "(Red, XL)");
    }
}
