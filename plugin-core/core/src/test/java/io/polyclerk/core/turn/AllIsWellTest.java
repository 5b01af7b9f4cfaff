package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.InMemoryJournal;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "Ok" and "ok, thanks" by themselves are no foreign matter, and a word of many languages changes none. */
class AllIsWellTest {

    /** What understands nothing but "order", and takes short words for those of other languages. */
    private static final Interpreter STRANGER = (text, hints) -> {
        String language = switch (text) {
            case "hola, order" -> "es";
            case "bonjour, order" -> "fr";
            case "hello, order", "price", "other one" -> "en";
            case "cancelar" -> "pt";
            case "no", "hola" -> "es";
            case "ok", "oke" -> "id";
            case "danke" -> "de";
            default -> hints.language() == null ? "en" : hints.language();
        };
        boolean known = text.contains("order");
        return new Interpretation(
                language,
                known ? List.of(new ScoredIntent(Intent.GREETING, 1)) : List.of(),
                false,
                List.of(),
                Emotion.NEUTRAL,
                !known);
    };

    private final Chat chat = new Chat(new InMemoryJournal(), "chat-1", STRANGER, OneTimeCodes.OFF);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "Okay!",
                "ah ok, got it",
                "cool",
                "好的",
                "知道了",
                "tá bom",
                "beleza",
                "تمام",
                "vale",
                "d’accord",
                "d'accord",
                "alles klar",
                "passt so",
                "わかりました",
                "알겠습니다",
                "понятно",
                "ок",
                "โอเคค่ะ",
                "รับทราบครับ",
                "dạ vâng",
                "được rồi",
                "siap",
                "baiklah",
                "tamam",
                "anladım",
                "ठीक है",
                "theek hai"
            })
    void okIsTakenAsItIs(String words) {
        chat.say("hello, order");
        assertThat(chat.say(words)).doesNotContain("can only help").contains("anything else");
        assertThat(chat.conversation().memory().mood().misunderstood()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok thanks",
                "Ok, thank you!",
                "great thanks",
                "好的，谢谢",
                "ok obrigado",
                "تمام شكرا",
                "vale gracias",
                "d’accord merci",
                "ok danke",
                "alles klar, vielen dank",
                "了解ありがとう",
                "네 감사합니다",
                "хорошо, спасибо",
                "โอเคขอบคุณค่ะ",
                "ok cảm ơn",
                "oke makasih",
                "tamam teşekkürler",
                "ठीक है धन्यवाद"
            })
    void thanksBesideItAreThanks(String words) {
        chat.say("hello, order");
        assertThat(chat.say(words)).contains("welcome");
    }

    @Test
    void okIsNoOrderAndNoProof() {
        Chat other = new Chat();
        other.say("where is 1001?");
        assertThat(other.say("ok")).contains("waiting for what I asked");
        assertThat(other.say("mei.lin@mail.example")).contains("NP1001X");
    }

    @Test
    void okIsNoYesToAChange() {
        Chat other = new Chat();
        other.say("cancel 2001, mei.lin@mail.example");
        other.say("ok");
        assertThat(other.store.performed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'hola, order', cancelar, es",
        "'hello, order', no, en",
        "'bonjour, order', ok, fr",
        "'hello, order', ok, en",
        // These are words of one language.
        "'hello, order', hola, es",
        "'hello, order', danke, de",
        "'bonjour, order', price, en",
        "'bonjour, order', other one, en"
    })
    void aWordOfTwoLanguagesChangesNone(String before, String word, String language) {
        chat.say(before);
        chat.say(word);
        assertThat(chat.conversation().memory().language()).isEqualTo(language);
    }

    /** Words that say that all is well, and just as well that nothing is wanted any more. */
    static Stream<String> oksThatSayNo() {
        LanguagePacks packs = new LanguagePacks(new PackReader(AllIsWellTest.class.getClassLoader()).readAll());
        List<String> no = listed(packs, "answer.no");
        return listed(packs, "small.ok").stream().filter(no::contains);
    }

    private static List<String> listed(LanguagePacks packs, String key) {
        return packs.writings().stream()
                .flatMap(tag -> Stream.of(packs.forTag(tag).pattern(key).split("\\|", -1)))
                .map(String::strip)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("oksThatSayNo")
    void anOkThatIsANoEndsWhatWasAskedAndWhatWaits(String words) {
        Chat other = new Chat();
        other.say("an invoice, please");
        assertThat(other.say(words)).doesNotContain("waiting for what I asked");
        assertThat(other.conversation().memory().question()).isNull();
        assertThat(other.conversation().memory().topic().waiting()).isEmpty();
    }

    @Test
    void someWordsAreBoth() {
        assertThat(oksThatSayNo()).contains("没事了", "خلاص", "大丈夫です", "됐어요", "ya sudah");
    }

    @Test
    void aLongRepeatIsAnswered() {
        chat.say("hello, order");
        assertThat(chat.say("tamam peki ".repeat(30) + "x")).isNotBlank();
    }
}
