package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.understanding.Interpreter.Hints;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "返品したい, ja"
    })
    void romanisedAndSharedLettersAreToldApart(String text, String language) {
        assertThat(INTERPRETER.languageOf(text)).isEqualTo(language);
    }

    @Test
    void onlyTheShopsLanguagesAreFound() {
        Hints hints = new Hints("", Set.of("pt", "zh"), null, false, null);
        assertThat(INTERPRETER.interpret("¿dónde está mi pedido?", hints).language())
                .isEqualTo("pt");
        assertThat(INTERPRETER.interpret("返品", hints).language()).isEqualTo("zh");
    }
}
