package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was wished waits for the order and its proof, whatever is said in between. */
class KeptWishTest {

    private static final String NAME = "{0}";

    /** A wish without an order, the number of one, and what only the answer to that wish says. */
    private static final String WISHES = """
            it came broken       | 2002 | What would you like?
            I want to send back  | 2002 | Which item
            when comes my refund | 2002 | refund for order 2002
            cancel it            | 2001 | Shall I cancel order 2001
            change the address   | 2001 | new address: street
            an invoice, please   | 2001 | invoice of order 2001
            """;

    private final Chat chat = new Chat();

    @ParameterizedTest(name = NAME)
    @CsvSource(textBlock = WISHES, delimiter = '|')
    void numberAndProofInOneMessage(String wish, String order, String answer) {
        chat.say(wish);
        assertThat(chat.say(order + " mei.lin@mail.example")).contains(answer);
    }

    @ParameterizedTest(name = NAME)
    @CsvSource(textBlock = WISHES, delimiter = '|')
    void numberAndProofInTwoMessages(String wish, String order, String answer) {
        chat.say(wish);
        assertThat(chat.say("order " + order)).contains("is yours");
        assertThat(chat.say("mei.lin@mail.example")).contains(answer);
    }

    @ParameterizedTest(name = NAME)
    @CsvSource(textBlock = WISHES, delimiter = '|')
    void aWrongProofFirst(String wish, String order, String answer) {
        chat.say(wish);
        chat.say(order);
        assertThat(chat.say("somebody@mail.example")).contains("found no order");
        assertThat(chat.say("mei.lin@mail.example")).contains(answer);
    }

    @ParameterizedTest(name = NAME)
    @CsvSource(textBlock = WISHES, delimiter = '|')
    void somethingElseIsAskedBeforeTheNumber(String wish, String order, String answer) {
        chat.say(wish);
        chat.say("what are the delivery rules");
        chat.say("thanks");
        chat.say("hello");
        assertThat(chat.say("my order is " + order)).contains("is yours");
        assertThat(chat.say("mei.lin@mail.example")).contains(answer);
    }

    @ParameterizedTest(name = NAME)
    @CsvSource(textBlock = WISHES, delimiter = '|')
    void somethingElseIsAskedBeforeTheProof(String wish, String order, String answer) {
        chat.say(wish);
        chat.say(order);
        chat.say("what are the delivery rules");
        assertThat(chat.say("SW1A 1AA")).contains(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel it", "change the address", "an invoice, please", "when comes my refund"})
    void aNewWishTakesItsPlace(String wish) {
        chat.say(wish);
        assertThat(chat.say("I want to send back 2002, mei.lin@mail.example")).contains("Which item");
        chat.say("hello");
        assertThat(chat.conversation().memory().topic().waiting()).isEmpty();
    }

    @Test
    void whoAsksWhereAnOrderIsHasNotSaidWhichOneToCancel() {
        chat.say("cancel it");
        assertThat(chat.say("where is 1001? mei.lin@mail.example")).contains("NP1001X");
        assertThat(chat.say("1001")).contains("NP1001X");
    }

    @Test
    void whatSoundsLikeTrackingButAsksNothingNamesTheOrder() {
        chat.say("an invoice, please");
        assertThat(chat.say("it is where I wrote 2001, mei.lin@mail.example")).contains("invoice of order 2001");
    }

    @ParameterizedTest(name = NAME)
    @CsvSource(textBlock = WISHES, delimiter = '|')
    void goodsAreSpokenOfInBetween(String wish, String order, String answer) {
        chat.say(wish);
        chat.say("what does the kettle cost");
        chat.say("is it in stock");
        assertThat(chat.say("my order is " + order)).contains("is yours");
        chat.say("what does the kettle cost");
        assertThat(chat.say("SW1A 1AA")).contains(answer);
    }

    @Test
    void whatWasAnsweredIsNoLongerKept() {
        chat.say("an invoice, please");
        chat.say("1001 mei.lin@mail.example");
        assertThat(chat.say("1001")).doesNotContain("invoice");
    }

    @Test
    void whoNeedsNothingAnyMoreIsToldOfTheOrderAlone() {
        chat.say("an invoice, please");
        chat.say("forget it");
        chat.say("1001");
        assertThat(chat.say("mei.lin@mail.example")).contains("NP1001X").doesNotContain("invoice");
    }

    @Test
    void twoWishesThatWaitAreBothAnswered() {
        chat.say("an invoice, and my refund");
        chat.say("1001");
        assertThat(chat.say("mei.lin@mail.example")).contains("invoice").contains("refund");
    }

    @Test
    void whatIsDamagedIsNotedAtOnceAndTheOrderAskedFor() {
        assertThat(chat.say("it came broken")).contains("noted").contains("order number");
    }

    @Test
    void inChineseToo() {
        chat.say("broken 坏了");
        chat.say("订单号是2002");
        assertThat(chat.say("mei.lin@mail.example")).contains("2002").contains("换货");
    }

    @ParameterizedTest(name = NAME)
    @CsvSource(textBlock = WISHES, delimiter = '|')
    void theSameForAnotherOrder(String wish, String order, String answer) {
        chat.say(wish);
        chat.say("1001");
        chat.say("mei.lin@mail.example");
        chat.say("forget it");
        chat.say("and the same for " + order + "?");
        assertThat(chat.say("mei.lin@mail.example")).contains(answer);
    }
}
