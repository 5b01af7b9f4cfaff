package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Dealing;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which thing of an order is meant, in the shopper's own words. */
class NamedLineTest {

    private final Chat chat = new Chat();

    @BeforeEach
    void anOrderOfThreeThings() {
        order("Kettle, Navy", "Mug, Red", "Tarnix Buds 2");
    }

    private void order(String... titles) {
        Order base = FakeStore.placed("9", "2009", OrderStatus.DELIVERED, PaymentStatus.PAID);
        List<OrderLine> lines = new ArrayList<>();
        for (String title : titles) {
            String number = Integer.toString(lines.size() + 1);
            lines.add(new OrderLine(
                    "l" + number, "p" + number, "v" + number, "S-" + number, title, 1, Money.of("20.00", "GBP")));
        }
        chat.store.orders.removeIf(known -> known.number().equals("2009"));
        chat.store.orders.add(new Order(
                base.id(),
                base.number(),
                base.revision(),
                base.status(),
                base.payment(),
                base.placedAt(),
                base.updatedAt(),
                base.total(),
                lines,
                base.customer(),
                base.billingAddress(),
                base.shippingAddress(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null));
    }

    private String asked() {
        return chat.say("I want to send back 2009, mei.lin@mail.example");
    }

    private String taken() {
        return chat.press("I changed my mind");
    }

    @ParameterizedTest
    @CsvSource({
        "the blue one, Kettle",
        "the red one please, Mug",
        "the second one, Mug",
        "the last one, Tarnix",
        "2, Mug",
        "number three, Tarnix",
        "the mug, Mug",
        "the tarnix, Tarnix",
        "die rote, Mug",
        "die Tasse, Mug",
        "den Wasserkocher, Kettle",
        "das zweite, Mug",
        "la taza, Mug",
        "la azul, Kettle",
        "el segundo, Mug",
        "la tasse rouge, Mug",
        "le deuxième, Mug",
        "la bouilloire bleue, Kettle",
        "a caneca vermelha, Mug",
        "o segundo, Mug",
        "a azul, Kettle",
        "кружку, Mug",
        "красную, Mug",
        "вторую, Mug",
        "杯子, Mug",
        "红色的, Mug",
        "第二个, Mug",
        "蓝色那个, Kettle",
        "マグカップ, Mug",
        "赤い方, Mug",
        "二つ目, Mug",
        "빨간 거요, Mug",
        "두 번째요, Mug",
        "머그컵이요, Mug",
        "الكوب, Mug",
        "الأحمر, Mug",
        "الثاني, Mug",
        "cái màu đỏ, Mug",
        "cái thứ hai, Mug",
        "yang merah, Mug",
        "yang kedua, Mug",
        "kırmızı olan, Mug",
        "ikincisi, Mug",
        "सेकंड नहीं दूसरा वाला, Mug",
        "लाल वाला, Mug",
        "the broken red one, Mug",
        "la broken tasse rouge, Mug",
        "that mug of your stock, Mug",
        "สีแดง, Mug",
        "ชิ้นที่สอง, Mug",
        "the third, Tarnix",
        "the second item if still possible now, Mug",
        "one second. the second one, Mug",
        "le deuxième s'il vous plaît, Mug",
        "我要退第二个, Mug"
    })
    void itIsNamed(String words, String title) {
        asked();
        assertThat(chat.say(words)).contains("?").doesNotContain("Kettle, Navy]");
        assertThat(taken()).contains(title);
    }

    @Test
    void itIsNamedBeforeTheOrderIsProven() {
        chat.say("I want to send back the blue kettle of 2009");
        chat.say("mei.lin@mail.example");
        assertThat(taken()).contains("Kettle");
    }

    @Test
    void whatMayBeTwoIsAskedAgainOfThoseTwo() {
        order("Mug, Red", "Mug, Blue", "Scarf");
        asked();
        assertThat(chat.say("the mug")).contains("[Mug, Red] [Mug, Blue]").doesNotContain("[Scarf]", "[All");
        chat.say("the second one");
        assertThat(taken()).contains("Mug, Blue");
    }

    @Test
    void whatMayBeAnyIsAskedAgainThoughItSoundsLikeAQuestionOfThings() {
        order("Tarnix Charger", "Tarnix Cable");
        asked();
        assertThat(chat.say("that tarnix one of your stock")).contains("[Tarnix Charger] [Tarnix Cable]");
    }

    @Test
    void aSortOfOneAndTheColourOfAnotherMayBeEither() {
        order("Mug, Red", "Scarf, Blue", "Lamp, Green");
        asked();
        assertThat(chat.say("the blue mug"))
                .contains("[Mug, Red] [Scarf, Blue]")
                .doesNotContain("[Lamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"is the mug in stock?", "what does the mug cost?"})
    void whoAsksOfAThingHasNotPickedIt(String question) {
        asked();
        chat.say(question);
        assertThat(chat.conversation().memory().dealing().picked("line:")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the fifth one",
                "hmm",
                "the green one",
                "well I do not know",
                "one second please",
                "un segundo, por favor",
                "um segundo",
                "une seconde",
                "I bought these last week",
                "letzte Woche bestellt",
                "it is my first order with you",
                "my last parcel was fine though",
                "das ist schon meine dritte Mail dazu",
                "c'est le premier colis que je reçois",
                "我第一次买",
                "第一次",
                "最后一次在你们家买",
                "первый раз у вас",
                "أول مرة",
                "ini pertama kali",
                "ilk kez, ikinci kez"
            })
    void whatNamesNoneIsAskedAgain(String words) {
        asked();
        assertThat(chat.say(words)).contains("[Kettle, Navy] [Mug, Red] [Tarnix Buds 2]");
    }

    @ParameterizedTest
    @CsvSource({"the red one of 2009 came broken, Mug", "der Wasserkocher 2009 broken, Kettle", "2009 broken 杯子, Mug"})
    void whatCameBrokenIsNamedInTheTicket(String words, String title) {
        chat.say(words + " mei.lin@mail.example");
        assertThat(chat.journal.tickets.getLast().details().product()).startsWith(title);
    }

    @ParameterizedTest
    @CsvSource({"'the red one came broken, 2009', Mug", "'der Wasserkocher broken, 2009', Kettle"})
    void whatCameBrokenIsNamedBeforeTheProof(String words, String title) {
        chat.say(words);
        assertThat(chat.say("mei.lin@mail.example")).contains(title);
        chat.say("a new one");
        assertThat(chat.journal.tickets.getLast().details().product()).startsWith(title);
        assertThat(chat.conversation().memory().dealing()).isEqualTo(Dealing.NONE);
    }

    @Test
    void whatCameBrokenIsNamedBeforeTheOrder() {
        chat.say("the red one came broken");
        chat.say("2009");
        assertThat(chat.say("mei.lin@mail.example")).contains("Mug, Red");
    }
}
