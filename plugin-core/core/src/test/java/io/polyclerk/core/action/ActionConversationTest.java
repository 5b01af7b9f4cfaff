package io.polyclerk.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.OrderStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionConversationTest {

    private final Chat chat = new Chat();

    private String askToCancel() {
        return chat.say("cancel order 2001 mei.lin@mail.example");
    }

    @Test
    void anOrderIsCancelledOnceItIsConfirmed() {
        assertThat(askToCancel())
                .contains("Shall I cancel order 2001 (£60.00)?", "[Cancel order 2001]", "[No, leave it]");
        assertThat(chat.store.performed).isEmpty();
        assertThat(chat.press("Cancel order 2001"))
                .contains("Order 2001 is now cancelled.", "still holds £60.00", "waiting for the team’s approval");
        assertThat(chat.store.order("2001").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(chat.store.performed).hasSize(1);
    }

    @Test
    void aTypedYesIsAsGoodAsTheButtonWhileTheQuestionIsOpen() {
        askToCancel();
        assertThat(chat.say("Ja!")).contains("2001");
        assertThat(chat.store.order("2001").status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void anythingElseThanYesChangesNothing() {
        askToCancel();
        assertThat(chat.say("hmm maybe")).contains("only do it when you press the button");
        assertThat(chat.say("1")).contains("only do it when you press");
        assertThat(chat.say("no")).contains("left everything as it is");
        assertThat(chat.say("yes")).doesNotContain("cancelled");
        assertThat(chat.store.performed).isEmpty();
    }

    @Test
    void aSecondPressTellsWhatIsTrue() {
        askToCancel();
        String button = chat.button("Cancel order 2001");
        chat.pick(button);
        assertThat(chat.pick(button)).contains("Order 2001 is now cancelled.");
        assertThat(chat.store.performed).hasSize(1);
    }

    @Test
    void aButtonThatIsTooOldDoesNothing() {
        askToCancel();
        String button = chat.button("Cancel order 2001");
        chat.now = FakeStore.NOW.plus(Duration.ofMinutes(16));
        assertThat(chat.pick(button)).contains("no longer does anything");
        assertThat(chat.store.performed).isEmpty();
    }

    @Test
    void anotherSenderCannotConfirm() {
        askToCancel();
        String button = chat.button("Cancel order 2001");
        chat.from(Sender.of("somebody else"));
        assertThat(chat.pick(button)).contains("Only the person who asked");
        assertThat(chat.say("yes")).doesNotContain("cancelled");
        assertThat(chat.store.performed).isEmpty();
    }

    @Test
    void aButtonOfAnotherConversationIsWorthNothing() {
        askToCancel();
        Chat other = new Chat(chat.journal, "chat-2");
        assertThat(other.pick(chat.button("Cancel order 2001")))
                .contains("no longer does anything")
                .doesNotContain("2001");
        assertThat(chat.store.performed).isEmpty();
    }

    @Test
    void anOrderThatHasChangedSinceIsLeftAlone() {
        askToCancel();
        chat.store.orders.replaceAll(order -> order.number().equals("2001")
                ? FakeStore.placed("3", "2001", OrderStatus.SHIPPED, order.payment())
                : order);
        assertThat(chat.press("Cancel order 2001")).contains("did not accept the change, so nothing was changed");
        assertThat(chat.store.order("2001").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aStoreThatGivesTheMoneyBackIsBelievedAndToldSo() {
        chat.store.refundsOnCancel = true;
        askToCancel();
        assertThat(chat.press("Cancel order 2001"))
                .contains("now cancelled", "shows £60.00 as refunded")
                .doesNotContain("approval");
    }

    @Test
    void aReturnAsksWhatHowManyAndWhy() {
        assertThat(chat.say("send back order 2002 mei.lin@mail.example"))
                .contains("Which item", "[Kettle]", "[Mug]", "[Everything]");
        assertThat(chat.press("Kettle")).contains("How many of “Kettle”?", "[1]", "[2]");
        assertThat(chat.say("2")).contains("Why would you like", "[It does not fit]");
        assertThat(chat.press("It does not fit")).contains("Shall I register this return from order 2002: 2 × Kettle?");
        assertThat(chat.press("Register the return")).contains("The return from order 2002 is now registered");
        assertThat(chat.store.order("2002").returns())
                .singleElement()
                .satisfies(made -> assertThat(made.lineIds()).containsExactly("l1"));
    }

    @Test
    void theLineOfAReturnMayBeNamedInPassing() {
        chat.say("send back order 2002 mei.lin@mail.example");
        assertThat(chat.say("the kettle, please")).contains("How many of “Kettle”?");
    }

    @Test
    void theLineOfAReturnIsRememberedFromBeforeTheProof() {
        assertThat(chat.say("I want to send back the kettle from 2002")).contains("is yours");
        assertThat(chat.say("mei.lin@mail.example")).contains("How many of “Kettle”?");
    }

    @Test
    void nothingThatProvesAnythingIsRememberedOfAReturn() {
        chat.say("send back the kettle, omar@mail.example, SW1A 1AB, 0171234567");
        assertThat(chat.conversation().memory().dealing().toString())
                .contains("kettle")
                .doesNotContain("omar", "1AB", "0171234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", "All of them!", "los dos", "全部", "Alles"})
    void everythingMayBeSaidInWords(String words) {
        chat.say("send back order 2002 mei.lin@mail.example");
        assertThat(chat.say(words)).contains("[It does not fit]");
    }

    @Test
    void aQuestionThatWasNotUnderstoodOffersAWayOut() {
        assertThat(chat.say("send back order 2002 mei.lin@mail.example")).doesNotContain("[Talk to a person]");
        assertThat(chat.say("blue thing")).contains("Which item", "[Talk to a person]");
    }

    @Test
    void thanksPickNothing() {
        chat.say("send back order 2002 mei.lin@mail.example");
        assertThat(chat.say("thanks")).contains("You’re welcome").doesNotContain("Which item");
    }

    @Test
    void whyItComesBackMayBeThatItIsBroken() {
        chat.say("send back order 2002 mei.lin@mail.example");
        chat.press("Mug");
        assertThat(chat.say("it came broken")).contains("Shall I register this return from order 2002: 1 × Mug?");
    }

    @Test
    void anAddressIsReadBackBeforeItIsChanged() {
        assertThat(chat.say("change the address of 2001 mei.lin@mail.example")).contains("write the new address");
        assertThat(chat.say("5 Rose Lane\nM1 1AE Manchester"))
                .contains("Shall I have order 2001 delivered", "5 Rose Lane, M1 1AE, Manchester");
        assertThat(chat.press("Change the address")).contains("The delivery address of order 2001 is now changed");
        assertThat(chat.store.order("2001").shippingAddress().city()).isEqualTo("Manchester");
    }

    @Test
    void theCountryThatTheShopperNamesIsTaken() {
        chat.say("change the address of 2001 mei.lin@mail.example");
        assertThat(chat.say("10 rue de Rivoli, 75001 Paris France"))
                .contains("10 rue de Rivoli, 75001, Paris, France")
                .doesNotContain("named no country");
    }

    @Test
    void aCountryThatWasNotNamedIsSaidToStay() {
        chat.say("change the address of 2001 mei.lin@mail.example");
        assertThat(chat.say("10 rue de Rivoli, 75001 Paris"))
                .contains("Paris, United Kingdom", "You named no country, so it stays United Kingdom");
    }

    @Test
    void anAddressInOneLineFromTheLargestToTheSmallestIsRead() {
        chat.say("change the address of 2001 mei.lin@mail.example");
        assertThat(chat.say("〒100-0001 東京都千代田区千代田1-1, 日本")).contains("千代田1-1, 100-0001, 東京都千代田区");
    }

    @Test
    void whoMeansAnotherOrderThanTheOneToBeCancelledSaysSo() {
        chat.say("cancel 2001 mei.lin@mail.example");
        assertThat(chat.say("no, the other one")).contains("order number");
        assertThat(chat.store.performed).isEmpty();
    }

    @Test
    void anAddressThatIsWrittenAtOnceIsTakenAndItsPostcodeIsNoOrder() {
        chat.say("where is 2001 mei.lin@mail.example");
        assertThat(chat.say("new address: 10 rue de Rivoli, 75001 Paris, France"))
                .contains("order 2001 delivered to this address instead? 10 rue")
                .doesNotContain("order 75001");
    }

    @Test
    void aLostAnswerIsReadBackAndNotRepeated() {
        askToCancel();
        chat.store.failures.add(new AdapterException.Unavailable("lost", true, null));
        assertThat(chat.press("Cancel order 2001")).contains("has not confirmed the change yet");
        assertThat(chat.store.performed).isEmpty();
        chat.now = chat.now.plus(Duration.ofMinutes(1));
        assertThat(chat.work()).contains("Order 2001 is now cancelled");
        assertThat(chat.store.performed).hasSize(1);
    }

    @Test
    void paymentIsToldAsTheStoreHasIt() {
        assertThat(chat.say("payment problem with 2003 mei.lin@mail.example"))
                .contains("no payment on record for order 2003");
        assertThat(chat.say("invoice for 2001")).doesNotContain("£");
    }
}
