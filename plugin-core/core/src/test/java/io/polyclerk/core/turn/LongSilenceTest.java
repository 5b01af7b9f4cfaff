package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Dealing;
import io.polyclerk.core.fake.Chat;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever comes back after a long silence begins anew; who was only away for lunch goes on. */
class LongSilenceTest {

    private final Chat chat = new Chat();

    private void after(Duration silence) {
        chat.now = chat.now.plus(silence);
    }

    @Test
    void anOldWishIsNotAnsweredNextWeek() {
        chat.say("cancel it");
        after(Duration.ofDays(7));
        chat.say("2001");
        assertThat(chat.say("mei.lin@mail.example")).contains("being prepared").doesNotContain("Shall I cancel");
    }

    @Test
    void whatWaitedBehindOtherTalkIsForgottenToo() {
        chat.say("an invoice, please");
        chat.say("hello");
        after(Duration.ofHours(25));
        chat.say("2001");
        assertThat(chat.say("mei.lin@mail.example")).contains("being prepared").doesNotContain("invoice");
    }

    @Test
    void theSameDayItIsStillAnswered() {
        chat.say("cancel it");
        after(Duration.ofHours(23));
        chat.say("2001");
        assertThat(chat.say("mei.lin@mail.example")).contains("Shall I cancel order 2001");
    }

    @Test
    void everyAnswerBeginsTheTimeAnew() {
        chat.say("cancel it");
        after(Duration.ofHours(20));
        chat.say("hello");
        after(Duration.ofHours(20));
        chat.say("2001");
        assertThat(chat.say("mei.lin@mail.example")).contains("Shall I cancel order 2001");
    }

    @Test
    void aYesOfNextWeekCancelsNothing() {
        chat.say("cancel 2001, mei.lin@mail.example");
        after(Duration.ofDays(7));
        // Not even that it is too late: nothing is known of any question.
        assertThat(chat.say("yes")).doesNotContain("no longer").contains("All right");
        assertThat(chat.store.performed).isEmpty();
        assertThat(chat.conversation().memory().dealing()).isEqualTo(Dealing.NONE);
    }

    @Test
    void anAddressOfLastWeekProvesNothing() {
        chat.say("where is my order, mei.lin@mail.example");
        after(Duration.ofDays(7));
        assertThat(chat.say("2001")).contains("is yours").doesNotContain("being prepared");
    }
}
