package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.understanding.Interpreter.Hints;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters do not always tell the language. */
class LanguageFinderTest {

    private static final LocalInterpreter INTERPRETER = new LocalInterpreter(false);

    @ParameterizedTest
    @CsvSource({
        "3ayez ara3 el order, ar",
        "fen el order bta3y, ar",
        "i need 2pairs of ps5 pads by 5pm, en",
        "mera order kab aayega, hi",
        "訂單在哪裡, zh",
        "返品したい, ja",
        "订单1001, zh",
        "手机13812345678, zh"
    })
    void romanisedAndSharedLettersAreToldApart(String text, String language) {
        assertThat(INTERPRETER.languageOf(text)).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"B&S-00701/A", "#1001", "KX-90213", "👍👍", "1001 ?", "RR123456785GB", "Zyntrix Qualo", "XL"})
    void codesSignsAndNamesOfThingsKeepTheLanguageOfTheConversation(String text) {
        for (String known : List.of("zh", "ar", "pt", "ru")) {
            assertThat(INTERPRETER
                            .interpret(text, new Hints("", Set.of(), known, false, null))
                            .language())
                    .isEqualTo(known);
        }
        assertThat(INTERPRETER.languageOf("B&S-00701/A")).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({"Bonjour, fr", "Merci beaucoup, fr", "Wo ist mein Paket?, de", "Hola, es", "Pesanan saya mana, id"})
    void aWordOfAnotherLanguageChangesIt(String text, String language) {
        assertThat(INTERPRETER
                        .interpret(text, new Hints("", Set.of(), "zh", false, null))
                        .language())
                .isEqualTo(language);
    }

    @Test
    void onlyTheShopsLanguagesAreFound() {
        Hints hints = new Hints("", Set.of("pt", "zh"), null, false, null);
        assertThat(INTERPRETER.interpret("¿dónde está mi pedido?", hints).language())
                .isEqualTo("pt");
        assertThat(INTERPRETER.interpret("返品", hints).language()).isEqualTo("zh");
    }
}
