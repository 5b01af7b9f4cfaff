package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.InMemoryJournal;
import io.polyclerk.core.identity.OfferedEmail;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Sender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An e-mail address that was written before the order was named need not be written again. */
class EmailBeforeTest {

    private static final String ASKED_FOR_PROOF = "is yours";

    private final InMemoryJournal journal = new InMemoryJournal();
    private final Chat chat = new Chat(journal, "chat-1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is my order? my address is mei.lin@mail.example",
                "Mei.Lin@mail.example where is it",
                "mei.lin@mail.example"
            })
    void itProvesTheOrderThatIsNamedNext(String first) {
        assertThat(chat.say(first)).contains("order number");
        assertThat(chat.say("1001")).contains("NP1001X").doesNotContain(ASKED_FOR_PROOF);
    }

    @Test
    void otherTalkMayStandBetween() {
        chat.say("an invoice please, mei.lin@mail.example");
        chat.say("hello");
        assertThat(chat.say("2001")).contains("invoice of order 2001");
    }

    @Test
    void aWrongOneIsAWrongProofAndIsCounted() {
        chat.say("where is it, somebody@mail.example");
        assertThat(chat.say("1001")).contains("found no order").doesNotContain("NP1001X");
        assertThat(chat.conversation().memory().trust().failedProofs()).isEqualTo(1);
        assertThat(journal.wrongProofs).containsExactly("demo/1001");
    }

    @Test
    void anUnknownOrderGetsTheSameAnswer() {
        chat.say("where is it, somebody@mail.example");
        String wrong = chat.say("1001");
        Chat other = new Chat(new InMemoryJournal(), "chat-2");
        other.say("where is it, somebody@mail.example");
        assertThat(other.say("7777")).isEqualTo(wrong);
    }

    @Test
    void itIsLookedAtOnce() {
        chat.say("where is it, mei.lin@mail.example");
        chat.say("1002");
        assertThat(chat.say("where is 1001?")).doesNotContain("NP1001X");
        assertThat(chat.conversation().memory().trust().offered()).isNull();
    }

    @Test
    void whatProvedOneOrderIsNotTriedOnAnother() {
        chat.say("where is it, mei.lin@mail.example");
        chat.say("1001");
        assertThat(chat.say("where is 2001?")).contains(ASKED_FOR_PROOF);
        assertThat(chat.conversation().memory().trust().failedProofs()).isZero();
    }

    @Test
    void itIsNotKnownInAnotherConversation() {
        chat.say("where is it, mei.lin@mail.example");
        assertThat(new Chat(journal, "chat-2").say("where is 1001?")).contains(ASKED_FOR_PROOF);
    }

    @Test
    void whatOneWroteInAGroupProvesNothingForAnother() {
        chat.send(List.of(new Content.Text("where is it, mei.lin@mail.example")));
        assertThat(chat.from(Sender.of("somebody-else")).say("1001"))
                .contains(ASKED_FOR_PROOF)
                .doesNotContain("NP1001X");
    }

    @Test
    void whoNamesSeveralHasOfferedNone() {
        chat.say("where is it, mei.lin@mail.example or omar@mail.example");
        assertThat(chat.say("1001")).contains(ASKED_FOR_PROOF);
    }

    @Test
    void theAddressItselfIsNotKept() {
        chat.say("where is it, mei.lin@mail.example");
        assertThat(chat.conversation().memory().toString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("mei.lin");
    }

    @Test
    void itCountsForADayAfterItWasWrittenWhateverIsSaidSince() {
        chat.say("where is it, mei.lin@mail.example");
        chat.now = chat.now.plus(Duration.ofHours(13));
        chat.say("hello");
        chat.now = chat.now.plus(Duration.ofHours(13));
        assertThat(chat.say("1001")).contains(ASKED_FOR_PROOF).doesNotContain("NP1001X");
        assertThat(chat.conversation().memory().trust().offered()).isNull();
        assertThat(chat.conversation().memory().trust().failedProofs()).isZero();
    }

    @Test
    void oneOfWhichNobodyKnowsWhenItWasWrittenIsForgotten() {
        OfferedEmail old = OfferedEmail.of("mei", "mei.lin@mail.example", chat.now);
        Memory stored = Memory.EMPTY.offeringEmail(new OfferedEmail(old.sender(), old.salt(), old.hash(), null));
        assertThat(stored.recalled(chat.now, Duration.ofDays(1)).trust().offered())
                .isNull();
        assertThat(Memory.EMPTY
                        .offeringEmail(old)
                        .recalled(chat.now, Duration.ofDays(1))
                        .trust()
                        .offered())
                .isEqualTo(old);
    }
}
