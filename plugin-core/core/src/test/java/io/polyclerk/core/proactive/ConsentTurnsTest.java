package io.polyclerk.core.proactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.proactive.ConsentStore.Said;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.Sender;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Asking shoppers whether they may be written to, and hearing when they have had enough. */
class ConsentTurnsTest {

    private static final LanguagePacks PACKS =
            new LanguagePacks(new PackReader(ConsentTurnsTest.class.getClassLoader()).readAll());

    private final KeptConsents consents = new KeptConsents();
    private final Chat chat = new Chat();
    private ProactivePolicy policy = on(Occasion.ORDER_SHIPPED);

    ConsentTurnsTest() {
        chat.around = work -> new ConsentTurns(
                work,
                chat,
                merchant -> policy,
                consents,
                new ConsentAnswers(PACKS),
                new Phrasebook(PACKS),
                Clock.fixed(FakeStore.NOW, ZoneOffset.UTC));
    }

    private static ProactivePolicy on(Occasion... occasions) {
        Map<Occasion, Rule> rules = new EnumMap<>(Occasion.class);
        for (Occasion occasion : occasions) {
            rules.put(occasion, ProactivePolicy.DEFAULT.of(occasion).switched(true));
        }
        ProactivePolicy usual = ProactivePolicy.DEFAULT;
        return new ProactivePolicy(rules, usual.night(), usual.perWeek(), usual.resultDays(), usual.alertAtMost());
    }

    private String proven() {
        chat.say("where is my order 2001");
        return chat.say("mei.lin@mail.example");
    }

    @Test
    void whoHasProvenAnOrderIsAskedOnce() {
        assertThat(chat.say("where is my order 2001")).doesNotContain("Shall I write");
        assertThat(chat.say("mei.lin@mail.example"))
                .contains("is paid and is being prepared", "Shall I write to you here", "[Yes, please]", "[No, thanks]")
                .doesNotContain("ask me");
        assertThat(chat.say("where is my order 2001"))
                .contains("being prepared")
                .doesNotContain("Shall I write");
        assertThat(consents.asked).hasSize(1);
        assertThat(consents.followed.keySet()).containsExactly("2001");
    }

    @Test
    void whereNothingIsSwitchedOnNobodyIsAskedAndNoOrderIsFollowed() {
        policy = ProactivePolicy.DEFAULT;
        assertThat(proven()).contains("being prepared").doesNotContain("Shall I write");
        assertThat(consents.followed).isEmpty();
    }

    @Test
    void anOrderThatIsNotProvenIsNotFollowed() {
        chat.say("where is my order 2001");
        assertThat(chat.say("someone.else@mail.example")).doesNotContain("Shall I write");
        assertThat(consents.followed).isEmpty();
        assertThat(consents.asked).isEmpty();
    }

    @Test
    void anOrderThatIsFinishedAsksForNothing() {
        chat.say("where is my order 2002");
        assertThat(chat.say("mei.lin@mail.example")).contains("delivered").doesNotContain("Shall I write");
    }

    @Test
    void whoIsSignedInAtTheShopNeedsNoOtherProof() {
        chat.from(new Sender("chat-1", null, null, null, "cust-1"));
        assertThat(chat.say("where is my order 2001")).contains("Shall I write to you here");
    }

    @Test
    void aYesIsKeptWithTheWordsOfBoth() {
        proven();
        assertThat(chat.press("Yes, please")).contains("I will write to you here");
        Said yes = consents.allowed.get(0);
        assertThat(yes.question()).startsWith("Shall I write to you here");
        assertThat(yes.answer()).isEqualTo("label");
        assertThat(yes.language()).isEqualTo("en");
        assertThat(consents.of(chat.conversation().id()).given()).containsExactly(Purpose.ORDER_NEWS);
    }

    @Test
    void aTypedYesCountsWhileTheQuestionIsThere() {
        proven();
        assertThat(chat.say("yes please")).contains("I will write to you here");
        assertThat(consents.allowed).hasSize(1);
        chat.say("yes please");
        assertThat(consents.allowed).hasSize(1);
    }

    @Test
    void toBeAskedHowItWasIsAnotherYes() {
        policy = on(Occasion.ORDER_SHIPPED, Occasion.REVIEW_REQUEST);
        assertThat(proven()).contains("[Yes, and ask me]");
        chat.press("Yes, and ask me");
        assertThat(consents.of(chat.conversation().id()).given())
                .containsExactlyInAnyOrder(Purpose.ORDER_NEWS, Purpose.FEEDBACK);
    }

    @Test
    void aNoIsTakenAndNobodyAsksAgain() {
        proven();
        assertThat(chat.press("No, thanks")).contains("I will not write first");
        assertThat(consents.refused).hasSize(1);
        assertThat(chat.say("where is my order 2001")).doesNotContain("Shall I write");
    }

    @Test
    void stopEndsItInEveryLanguage() {
        ConsentAnswers answers = new ConsentAnswers(PACKS);
        for (String tag : PACKS.tags()) {
            for (String word : PACKS.forTag(tag).pattern("proactive.stop_words").split("\\|", -1)) {
                assertThat(answers.read(new Content.Text(word + "!"), List.of()))
                        .as(tag + " " + word)
                        .contains(ConsentAnswers.Answer.STOP);
            }
        }
        proven();
        chat.press("Yes, please");
        assertThat(chat.say("Stop.")).contains("I will not write to you first any more");
        assertThat(consents.stopped).hasSize(1);
        assertThat(consents.of(chat.conversation().id()).given()).isEmpty();
    }

    @Test
    void theBotTellsAWordThatEndsItInEveryLanguage() {
        ConsentAnswers answers = new ConsentAnswers(PACKS);
        for (String tag : PACKS.tags()) {
            String told = PACKS.forTag(tag).pattern("proactive.how_to_stop");
            String word = told.replaceAll("^.*[“„«「]\\s?(.+?)\\s?[”“»」].*$", "$1");
            assertThat(answers.read(new Content.Text(word), List.of()))
                    .as(tag + ": " + told + " → " + word)
                    .contains(ConsentAnswers.Answer.STOP);
        }
    }

    @Test
    void stopIsHeardWhileAHumanHoldsTheConversation() {
        proven();
        chat.press("Yes, please");
        chat.journal.conversations.put(
                chat.conversation().id(), chat.conversation().withHolder(Holder.AGENT));
        assertThat(chat.say("unsubscribe")).as("nobody is spoken over").isEmpty();
        assertThat(consents.stopped).hasSize(1);
    }

    @Test
    void stopToTheQuestionIsANo() {
        proven();
        assertThat(chat.say("stop")).contains("I will not write first");
        assertThat(consents.refused).hasSize(1);
    }

    @Test
    void withoutConsentStopIsAWordLikeOthers() {
        chat.say("hello");
        assertThat(chat.say("stop")).doesNotContain("write to you first");
        assertThat(consents.stopped).isEmpty();
    }

    @Test
    void whereTheShopAsksForAYesOrNoTypedWordsAnswerThat() {
        proven();
        chat.press("Yes, please");
        chat.say("cancel my order 2001");
        chat.say("stop");
        assertThat(consents.stopped).isEmpty();
    }

    @Test
    void aNumberPicksAnAnswerWhereThereAreNoButtons() {
        List<Option> offered = List.of(new Option("news:news", "Yes"), new Option("news:no", "No"));
        ConsentAnswers answers = new ConsentAnswers(PACKS);
        assertThat(answers.read(new Content.Text("2"), offered)).contains(ConsentAnswers.Answer.NO);
        assertThat(answers.read(new Content.Text("3"), offered)).isEmpty();
    }

    @Test
    void howAnOrderWasIsHeardApartFromHowTheChatWas() {
        chat.around = work -> new ReviewTurns(
                work, chat, consents, new Phrasebook(PACKS), Clock.fixed(FakeStore.NOW, ZoneOffset.UTC));
        chat.say("hello");
        assertThat(chat.pick("review:1")).contains("sorry that we could not do better");
        assertThat(chat.pick("review:5")).contains("Thank you");
        assertThat(chat.pick("review:6")).doesNotContain("Thank you");
        assertThat(consents.reviews).containsExactly(1, 5);
    }
}
