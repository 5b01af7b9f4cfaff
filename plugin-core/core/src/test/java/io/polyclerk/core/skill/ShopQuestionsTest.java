package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.core.hours.OpeningHours.Span;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever.Findings;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about the shop and its goods that no intent stands for. */
class ShopQuestionsTest {

    private final Chat chat = new Chat();

    @Test
    void theCheapestOfTheShopIsTold() {
        assertThat(chat.say("which is the cheapest?"))
                .containsSubsequence("The lowest prices I found:", "Scarf: €20.00", "Coat: €20.00", "Kettle: €30.00")
                .doesNotContain("Jumper");
    }

    @Test
    void ofAShopThatDoesNotTellAllItHasNobodySaysWhatCostsLeast() {
        chat.store.lists = false;
        assertThat(chat.say("which is the cheapest?"))
                .contains("Which product do you mean?")
                .doesNotContain("lowest");
    }

    @Test
    void theCheapestOfASortIsOfThatSort() {
        assertThat(chat.say("cheapest kettle?")).contains("Kettle: €30.00").doesNotContain("Scarf");
    }

    @Test
    void whatTheShopDoesNotHaveIsNotReplacedBySomethingElse() {
        assertThat(chat.say("cheapest fridge?"))
                .contains("nothing in the shop that fits", "Kitchen")
                .doesNotContain("€");
    }

    @Test
    void whatCostsLessThanAnAmountIsTold() {
        assertThat(chat.say("what do you have under 50 €"))
                .contains("Up to €50.00", "Kettle: €30.00", "Watch (42 mm): €50.00")
                .doesNotContain("Jumper");
        assertThat(chat.say("anything under 5?")).contains("nothing up to €5.00", "Kitchen; Fashion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"what do you have under 3000 yen", "有什么3000日元以下的", "3000円以下で何かありますか", "5만원 이하 뭐 있어요 대한민국 원"})
    void anAmountInOtherMoneyIsNotTakenForTheShops(String question) {
        assertThat(chat.say(question)).contains("EUR").doesNotContain("Kettle");
    }

    @Test
    void theNumberOfAnArticleIsNoAmount() {
        assertThat(chat.say("anything like the number 2 but under 25?"))
                .contains("Up to €25.00", "Scarf")
                .doesNotContain("Kettle");
    }

    @Test
    void reducedThingsAreTold() {
        assertThat(chat.say("any discounts?"))
                .contains("Reduced at the moment:", "Kettle: €30.00 instead of €40.00")
                .doesNotContain("Jumper");
    }

    @Test
    void noPriceIsPromisedThatTheShopDoesNotShow() {
        chat.say("what does the kettle cost?");
        assertThat(chat.say("make me a better price"))
                .contains("I can’t change prices", "Kettle: €30.00", "[Talk to a person]");
    }

    @Test
    void whatTheShopSellsIsToldInItsOwnWords() {
        assertThat(chat.say("what do you sell?")).contains("The shop sells: Kitchen; Fashion");
    }

    @Test
    void whatIsNewIsNotInvented() {
        assertThat(chat.say("what's new?")).contains("does not tell me", "Kitchen");
    }

    @Test
    void whoWantsToOrderIsSentToTheShopsPage() {
        assertThat(chat.say("how do I order the kettle?"))
                .contains("I can’t take orders in this chat", "Kettle: €30.00");
    }

    @Test
    void openingHoursAreThoseOfThePeople() {
        List<Span> day = List.of(new Span(LocalTime.of(9, 0), LocalTime.of(17, 0)));
        chat.hours = new OpeningHours(
                ZoneId.of("Europe/Berlin"),
                Map.of(DayOfWeek.MONDAY, day, DayOfWeek.TUESDAY, day, DayOfWeek.FRIDAY, day),
                Set.of());
        assertThat(chat.say("opening hours?"))
                .contains("Europe/Berlin", "Monday – Tuesday: 9:00", "Friday: 9:00")
                .doesNotContain("Wednesday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opening hours?",
                "do you have a showroom?",
                "what's your phone number",
                "is it original?",
                "can i pay with paypal?"
            })
    void whatTheShopHasNotWrittenIsNotGuessed(String question) {
        assertThat(chat.say(question)).contains("I won’t guess", "[Talk to a person]");
    }

    @Test
    void whatTheShopHasWrittenIsQuoted() {
        chat.retriever = question -> new Findings(
                List.of(new Passage(
                        "d",
                        0,
                        "",
                        "Open from nine to five.",
                        new Passage.Source("FAQ", "en", null, FakeStore.NOW),
                        0.9,
                        false)),
                true);
        assertThat(chat.say("opening hours?")).contains("Open from nine to five.");
    }

    @ParameterizedTest
    @CsvSource({
        "welcher wasserkocher ist am günstigsten, Kettle",
        "la bouilloire la moins chère, Kettle",
        "¿cuál es el hervidor más barato?, Kettle",
        "qual a chaleira mais barata, Kettle",
        "какой чайник самый дешевый, Kettle",
        "أرخص غلاية, Kettle",
        "الغلاية الأرخص, Kettle",
        "सबसे सस्ता केतली, Kettle",
        "最便宜的水壶, Kettle",
        "平啲嘅水壺, Kettle",
        "一番安いケトル, Kettle",
        "제일 싼 주전자, Kettle",
        "กาน้ำราคาถูก, Kettle",
        "khăn choàng nào rẻ nhất, Scarf",
        "syal paling murah, Scarf",
        "en ucuz atkı, Scarf"
    })
    void aShopIsAskedInItsOwnLanguage(String question, String title) {
        assertThat(chat.say(question)).contains(title).contains("€");
    }

    @Test
    void aQuestionBesideAProofLeavesTheProofAskedFor() {
        chat.say("where is 1001");
        assertThat(chat.say("any discounts?")).contains("Reduced");
        assertThat(chat.say("mei.lin@mail.example")).contains("NP1001X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "??", "…", "?!"})
    void aQuestionMarkAloneIsNoMatterOfAnotherShop(String text) {
        assertThat(chat.say(text)).contains("I’m here").doesNotContain("only help");
    }

    @Test
    void aQuestionMarkDoesNotEndAQuestion() {
        chat.say("where is 1001");
        assertThat(chat.say("??")).contains("waiting");
        assertThat(chat.say("mei.lin@mail.example")).contains("NP1001X");
    }

    @Test
    void aThumbIsNoQuestion() {
        assertThat(chat.say("👍")).contains("All right");
    }
}
