package io.polyclerk.ai.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnionsTest {

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
        assertThat(Unions.named(question, language)).isEqualTo(question + " (" + union + ")");
    }

    @ParameterizedTest
    @CsvSource({"en,how long to Australia?", "en,a francese dictionary", "zh,寄澳大利亚多少钱", "th,สวัสดี"})
    void othersStayAsTheyAre(String language, String question) {
        assertThat(Unions.named(question, language)).isEqualTo(question);
    }
}
