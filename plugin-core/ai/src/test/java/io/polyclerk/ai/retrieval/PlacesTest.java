package io.polyclerk.ai.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

    @ParameterizedTest
    @CsvSource({
        "en,how long to portugal?,European Union",
        "de,Liefert ihr nach Österreich?,Europäische Union",
        "zh,寄葡萄牙几天到,欧盟",
        "ja,ポルトガルへの送料は,欧州連合",
        "ru,Доставка: Польша,Европейский союз",
        "ar,الشحن إلى البرتغال,الاتحاد الأوروبي"
    })
    void aCountryOfTheUnionBringsTheUnion(String language, String question, String union) {
        assertThat(Places.named(question, language, country -> true)).isEqualTo(question + " (" + union + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "en,how long to Minsk?,Belarus",
        "zh,明斯克发货吗,白俄罗斯",
        "de,Was kostet es nach Zürich?,Schweiz",
        "ru,Доставка в Минск: сколько?,Беларусь"
    })
    void aCityBringsItsCountry(String language, String question, String country) {
        assertThat(Places.named(question, language, any -> true)).isEqualTo(question + " (" + country + ")");
    }

    @Test
    void aCountryThatTheShopDoesNotNameIsOneOfTheOthers() {
        assertThat(Places.named("do you deliver to Australia", "en", country -> false))
                .isEqualTo("do you deliver to Australia (all other countries)");
        assertThat(Places.named("do you deliver to Norway", "en", country -> country.equals("Norway")))
                .isEqualTo("do you deliver to Norway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a francese dictionary", "a lima bean and a male plug", "a grey jersey"})
    void wordsThatOnlyLookLikePlacesStayAsTheyAre(String question) {
        assertThat(Places.named(question, "en", country -> false)).isEqualTo(question);
    }
}
