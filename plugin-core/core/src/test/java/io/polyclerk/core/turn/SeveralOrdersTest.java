package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that name more than one order. */
class SeveralOrdersTest {

    private final Chat chat = new Chat();

    SeveralOrdersTest() {
        chat.store.orders.add(
                FakeStore.order("3", "1003", "mei.lin@mail.example", "+44 7700 900115", "SW1A 1AA", "cust-1"));
    }

    @Test
    void aSecondOrderNumberIsNoWrongProof() {
        assertThat(chat.say("where are 1001 and 1003?"))
                .contains("the orders 1001, 1003 are yours")
                .doesNotContain("I found no order");
        assertThat(chat.journal.wrongProofs).isEmpty();
    }

    @Test
    void oneAddressOpensAllThatAreTheirs() {
        chat.say("where are 1001 and 1003?");
        assertThat(chat.say("mei.lin@mail.example")).contains("NP1001X", "NP1003X");
    }

    @Test
    void anAddressInTheSameMessageOpensThemAtOnce() {
        assertThat(chat.say("where are 1001 & #1003, mei.lin@mail.example")).contains("NP1001X", "NP1003X");
    }

    @Test
    void anOrderOfSomebodyElseStaysClosedBesideOnesOwn() {
        assertThat(chat.say("where are 1001 and 1002? mei.lin@mail.example"))
                .contains("NP1001X", "no order 1002")
                .doesNotContain("NP1002X");
        assertThat(chat.journal.wrongProofs).containsExactly("demo/1002");
        assertThat(chat.say("omar@mail.example")).contains("NP1002X").doesNotContain("NP1001X");
    }

    @Test
    void whatIsSaidOfAnOrderThatIsNotTheirsDoesNotTellWhetherThereIsOne() {
        String unknown = new Chat().say("where are 1001 and 9999? mei.lin@mail.example");
        assertThat(unknown.replace("9999", "1002"))
                .isEqualTo(new Chat().say("where are 1001 and 1002? mei.lin@mail.example"));
    }

    @Test
    void aWrongProofCountsForEachOrder() {
        chat.say("where are 1001 and 1002? eve@mail.example");
        assertThat(chat.journal.wrongProofs).containsExactly("demo/1001", "demo/1002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"where is 1002, 10115", "where is 1002 10115", "where is 1002, postcode 10115"})
    void aPostcodeBesideTheNumberIsAProof(String text) {
        assertThat(chat.say(text)).contains("NP1002X");
    }

    @Test
    void aWrongPostcodeIsCountedAndIsNotTakenForAnotherOrder() {
        assertThat(chat.say("where is 1002, 10116")).contains("I found no order");
        assertThat(chat.journal.wrongProofs).containsExactly("demo/1002");
    }

    @Test
    void ordersAreChangedOneAfterTheOther() {
        chat.store.actions.size();
        assertThat(chat.say("cancel 1001 and 1003, mei.lin@mail.example"))
                .contains("1001", "One after the other", "order 1003");
    }

    @Test
    void whichOneIsToBeChangedIsAskedWhenTwoWereSpokenOf() {
        chat.say("where are 1001 and 1003? mei.lin@mail.example");
        assertThat(chat.say("cancel it")).contains("Which order do you mean, 1001, 1003?");
        assertThat(chat.say("1003")).contains("1003").doesNotContain("1001");
    }

    @Test
    void whoNamesAThirdSpeaksOfThatOne() {
        chat.say("where are 1001 and 1003? mei.lin@mail.example");
        assertThat(chat.say("where is 1002")).contains("order 1002 is yours").doesNotContain("1003");
    }
}
