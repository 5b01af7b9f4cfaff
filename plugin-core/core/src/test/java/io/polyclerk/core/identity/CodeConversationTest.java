package io.polyclerk.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.Policy;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeCodes;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.InMemoryJournal;
import io.polyclerk.core.fake.WordInterpreter;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.spi.message.Sender;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shopper without the proof at hand is sent a code. */
class CodeConversationTest {

    private static final String SHIPPED = "on its way";

    private final InMemoryJournal journal = new InMemoryJournal();
    private final FakeCodes codes = new FakeCodes(journal);
    private final FakeStore store = new FakeStore();
    private final Chat chat = new Chat(journal, "shopper", codes).on(store);

    @Test
    void theCodeFromTheMailOpensTheOrder() {
        assertThat(chat.say("where is 1001")).contains("[Send a code by e-mail]");
        assertThat(chat.press("Send a code"))
                .contains("If the shop has an order 1001")
                .doesNotContain("@");
        assertThat(codes.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.recipient()).isEqualTo("mei.lin@mail.example");
            assertThat(letter.text()).matches("\\d{6}");
            assertThat(letter.until()).isEqualTo(FakeStore.NOW.plus(Duration.ofMinutes(10)));
            assertThat(letter.toString()).isEqualTo("Mail[CODE]");
        });
        assertThat(chat.say(codes.newest())).contains("NP1001X");
        assertThat(chat.say("where is 1001")).contains("NP1001X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my code is %s", "%s, thanks", "code: %s!"})
    void itMayStandAmongWords(String words) {
        chat.say("where is 1001");
        chat.press("Send a code");
        assertThat(chat.say(words.formatted(codes.newest()))).contains("NP1001X");
    }

    @Test
    void itMayBeWrittenAsTwiceThreeAndInOtherDigits() {
        chat.say("where is 1001");
        chat.press("Send a code");
        String code = codes.newest();
        StringBuilder arabic = new StringBuilder();
        code.chars().forEach(digit -> arabic.append((char) ('\u0660' + digit - '0')));
        assertThat(chat.say(arabic.substring(0, 3) + " " + arabic.substring(3))).contains("NP1001X");
    }

    @Test
    void itCanBeAskedForInWords() {
        chat.say("where is 1001");
        assertThat(chat.say("I don't have that mail any more, please send me a code"))
                .contains("If the shop has an order 1001");
        assertThat(codes.letters()).hasSize(1);
    }

    @Test
    void whoSaysThatThePostcodeIsUnknownIsSentNothing() {
        chat.say("where is 1001");
        chat.say("I don't know the postcode");
        assertThat(codes.letters()).isEmpty();
    }

    @Test
    void onAChannelWithoutButtonsANumberPicksIt() {
        chat.say("where is 1001");
        assertThat(chat.say("1")).contains("If the shop has an order 1001");
    }

    @Test
    void anUnknownOrderIsTalkedOfInTheSameWords() {
        Chat other = new Chat(journal, "other", codes).on(store);
        for (String line :
                new String[] {"where is %s", "code:track_order", "000000", "hello?", "no code came", "111111"}) {
            String known = said(chat, line.formatted("1001"));
            String unknown = said(other, line.formatted("7777"));
            assertThat(unknown.replace("7777", "1001")).as(line).isEqualTo(known);
        }
        assertThat(journal.asked).hasSize(2);
        assertThat(codes.letters()).hasSize(1);
    }

    @Test
    void anOrderWithoutAnAddressIsNoDifferent() {
        store.orders.add(FakeStore.order("9", "1009", null, "+44 7700 900999", "M1 1AE", "cust-9"));
        chat.say("where is 1009");
        assertThat(chat.press("Send a code")).contains("If the shop has an order 1009");
        assertThat(codes.letters()).isEmpty();
    }

    @Test
    void theOtherProofStillCountsWhileACodeIsAwaited() {
        chat.say("where is 1001");
        chat.press("Send a code");
        assertThat(chat.say("mei.lin@mail.example")).contains("NP1001X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SW1A 1AA", "+447700900115", "it is mei.lin@mail.example"})
    void anyOtherProofDoes(String proof) {
        chat.say("where is 1001");
        chat.press("Send a code");
        assertThat(chat.say(proof)).contains("NP1001X");
    }

    @Test
    void sixDigitsMayBeThePostcodeAfterAll() {
        store.orders.add(FakeStore.order("9", "1009", "li@mail.example", "+86 10 12345678", "100020", "cust-9"));
        chat.say("where is 1009");
        chat.press("Send a code");
        assertThat(chat.say("100020")).contains("NP1009X");
    }

    @Test
    void aSlipOfTheFingerLeavesTheCodeGood() {
        chat.say("where is 1001");
        chat.press("Send a code");
        assertThat(chat.say(codes.newest().substring(1))).doesNotContain("NP1001X");
        assertThat(chat.say("it is " + codes.newest())).contains("NP1001X");
    }

    @Test
    void anotherOrderCanBeAskedForWhileACodeIsAwaited() {
        chat.say("where is 1001");
        chat.press("Send a code");
        assertThat(chat.say("where is 1002")).contains("order 1002 is yours");
    }

    @Test
    void afterFiveWrongOnesTheRightOneIsNoneAnyMore() {
        chat.say("where is 1001");
        chat.press("Send a code");
        String code = codes.newest();
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 4; i++) {
            assertThat(chat.say(wrong)).contains("That is not the code");
        }
        assertThat(chat.say(wrong)).contains("tried too often");
        assertThat(chat.say("where is 1001, code " + code)).contains("tried too often");
        chat.now = chat.now.plus(Duration.ofMinutes(61));
        assertThat(chat.say("where is 1001 " + code)).doesNotContain("NP1001X");
    }

    @Test
    void aCodeDiesAfterTenMinutesAndANewOneCanBeHad() {
        chat.say("where is 1001");
        chat.press("Send a code");
        String old = codes.newest();
        chat.now = chat.now.plus(Duration.ofMinutes(10));
        assertThat(chat.say(old)).contains("not valid any more");
        chat.press("Send a code");
        assertThat(chat.say(codes.newest())).contains("NP1001X");
    }

    @Test
    void aCodeIsGoodOnce() {
        chat.say("where is 1001");
        chat.press("Send a code");
        String code = codes.newest();
        chat.say(code);
        Chat other = new Chat(journal, "other", codes).on(store);
        other.say("where is 1001");
        assertThat(other.say(code)).doesNotContain("NP1001X");
    }

    @Test
    void threeAnHourForAnOrderWhoeverAsks() {
        for (int i = 0; i < 3; i++) {
            Chat one = new Chat(journal, "chat-" + i, codes).on(store);
            one.say("where is 1001");
            assertThat(one.press("Send a code")).contains("If the shop has");
        }
        chat.say("where is 1001");
        assertThat(chat.press("Send a code")).contains("Enough codes were asked for");
        assertThat(codes.letters()).hasSize(3);
    }

    @Test
    void fiveAnHourForAShopperAndSoManyForAShop() {
        for (String number : new String[] {"7001", "7002", "7003", "7004", "7005"}) {
            chat.say("where is " + number);
            assertThat(chat.pick("code:track_order")).contains("If the shop has");
        }
        chat.say("where is 1001");
        assertThat(chat.press("Send a code")).contains("Enough codes were asked for");
        codes.mostPerHour = 5;
        Chat other = new Chat(journal, "other", codes).on(store);
        other.say("where is 1002");
        assertThat(other.press("Send a code")).contains("Enough codes were asked for");
    }

    @Test
    void nothingIsOfferedWhereNoMailGoesOut() {
        Chat plain = new Chat(journal, "plain").on(store);
        assertThat(plain.say("where is 1001")).doesNotContain("[");
        assertThat(plain.pick("code:track_order")).contains("order 1001 is yours");
        assertThat(journal.asked).isEmpty();
    }

    @Test
    void aMerchantMayAskForACodeOnTopOfTheProof() {
        Map<ActionKind, Policy.Rule> rules = new EnumMap<>(Policy.DEFAULT.rules());
        Policy.Rule cancel = rules.get(ActionKind.CANCEL);
        rules.put(
                ActionKind.CANCEL,
                new Policy.Rule(
                        cancel.mode(),
                        Level.ONE_TIME_CODE,
                        null,
                        cancel.from(),
                        cancel.statuses(),
                        null,
                        null,
                        null,
                        Set.of()));
        chat.policy = new Policy(rules);
        assertThat(chat.say("cancel 2001 mei.lin@mail.example")).contains("code of six digits");
        assertThat(chat.say("which code?")).contains("six digits");
        assertThat(chat.say(codes.newest())).contains("Cancel order 2001");
    }

    @Test
    void theLetterSpeaksTheLanguageOfTheTalk() {
        chat.say("订单 1001");
        chat.pick("code:track_order");
        assertThat(codes.letters().getLast().subject()).endsWith("zh");
    }

    @Test
    void everyLanguageAsksForACodeInWordsThatAreNotItsPostcode() {
        LanguagePacks packs = new LanguagePacks(new PackReader(getClass().getClassLoader()).readAll());
        Map<String, String> postcodes = Map.of(
                "en", "i don't know the postcode",
                "pt", "não sei o código postal",
                "es", "no sé el código postal",
                "fr", "je ne connais pas le code postal",
                "ar", "لا أعرف الرمز البريدي",
                "id", "saya tidak tahu kode pos",
                "tr", "posta kodunu bilmiyorum",
                "th", "ไม่รู้รหัสไปรษณีย์",
                "hi", "पिन कोड नहीं पता");
        for (String tag : packs.tags()) {
            String[] words = packs.forTag(tag).pattern("code.words").split("\\|");
            assertThat(words).as(tag).hasSizeGreaterThan(1);
            assertThat(words)
                    .as(tag)
                    .noneMatch(word -> postcodes.getOrDefault(tag, "").contains(word));
        }
    }

    @Property(tries = 100)
    void noTextOpensAnOrderButTheCode(@ForAll String text) {
        InMemoryJournal own = new InMemoryJournal();
        FakeCodes sent = new FakeCodes(own);
        Chat one = new Chat(own, "one", new WordInterpreter(), sent).on(new FakeStore());
        one.from(Sender.of("one")).say("where is 1001");
        one.pick("code:track_order");
        String said = one.say(text);
        if (!text.contains(sent.newest())) {
            assertThat(said).doesNotContain("NP1001X", SHIPPED, "mei.lin");
        }
    }

    private static String said(Chat chat, String line) {
        return line.startsWith("code:") ? chat.pick(line) : chat.say(line);
    }
}
