package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of orders as shops really have them: few digits in a young one, and whatever a plugin makes of them. */
class OrderNumbersTest {

    private static final String EMAIL = "mei.lin@mail.example";

    private final Chat chat = new Chat();

    private void order(String number) {
        chat.store.orders.add(FakeStore.order("o" + number, number, EMAIL, "+44 7700 900115", "SW1A 1AA", "cust-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "#40", "7", "B&S-00701/A", "INV/2026/0701", "A9"})
    void whatIsAnsweredToTheQuestionForTheNumberIsTheNumber(String number) {
        order(number.replace("#", ""));
        assertThat(chat.say("where is my order?")).contains("What is the order number?");
        assertThat(chat.say(number)).contains("make sure that order " + number.replace("#", "") + " is yours");
        assertThat(chat.say(EMAIL)).contains("NP" + number.replace("#", ""));
    }

    @ParameterizedTest
    @CsvSource({"where is my order 40?,40", "where is #7,7", "where is order B&S-00701/A?,B&S-00701/A"})
    void aShortNumberAtTheEndAndOneInPartsAreUnderstoodAtOnce(String said, String number) {
        order(number);
        assertThat(chat.say(said)).contains("make sure that order " + number + " is yours");
        assertThat(chat.say(EMAIL)).contains("NP" + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"where are my 2 kettles", "where is it, I wait since 10:30", "where is 50% of it"})
    void aNumberThatSaysSomethingElseIsNone(String said) {
        order("2");
        order("30");
        order("50");
        assertThat(chat.say(said)).contains("What is the order number?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"where is my order 41?", "where is order B&S-00702/A?"})
    void anUnknownNumberIsAnsweredLikeAKnownOne(String said) {
        order("40");
        assertThat(chat.say(said)).contains("To protect your data");
    }

    @Test
    void anotherShortNumberIsAnotherOrder() {
        order("57");
        chat.say("where is my order 57?");
        chat.say(EMAIL);
        assertThat(chat.say("and where is order 60?")).contains("make sure that order 60 is yours");
    }

    @Test
    void anEmailAddressIsNoNumber() {
        chat.say("where is my order?");
        assertThat(chat.say("mei2@mail.example")).contains("What is the order number?");
    }
}
