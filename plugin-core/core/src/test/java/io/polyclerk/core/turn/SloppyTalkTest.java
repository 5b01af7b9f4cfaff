package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import org.junit.jupiter.api.Test;

/** Shoppers who are in a hurry, change their mind and write as they speak. */
class SloppyTalkTest {

    private final Chat chat = new Chat();

    @Test
    void whoAsksForAnotherOrderAnswersNoQuestionAboutTheOneBefore() {
        chat.say("address of 1001");
        assertThat(chat.say("where is 1002 omar@mail.example")).contains("NP1002X");
    }

    @Test
    void noSaidTwiceIsNo() {
        chat.say("cancel 1001");
        assertThat(chat.say("nah, forget it")).contains("All right");
    }

    @Test
    void thanksNamesNoProduct() {
        chat.say("what does it cost?");
        assertThat(chat.say("thanks")).contains("You’re welcome").doesNotContain("found nothing");
    }

    @Test
    void whatNamesAnOrderIsAMatterOfTheShop() {
        assertThat(chat.say("weather 1001")).contains("order 1001 is yours").doesNotContain("only help");
    }

    @Test
    void theOrderThatWasNamedIsKnownWhenAButtonIsPicked() {
        chat.say("something with 1001 is odd");
        assertThat(chat.press("Where is my order?")).contains("order 1001 is yours");
    }

    @Test
    void theNumberOfAnotherOrderIsNoProof() {
        assertThat(chat.say("cancel order 1003, not 1001")).doesNotContain("found no order");
        assertThat(chat.conversation().memory().trust().failedProofs()).isZero();
    }

    @Test
    void whoDoesNotRememberTheProofIsNotToldThatItIsOffTopic() {
        chat.say("where is 1001");
        assertThat(chat.say("weather in my head"))
                .contains("waiting for what I asked you for")
                .contains("[Talk to a person]");
    }
}
