package io.polyclerk.core.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.ladder.Translation.Objection;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslationCheckTest {

    private static @Nullable Objection objection(String original, String from, String translation, String to) {
        return TranslationCheck.objection(original, from, translation, to).orElse(null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|Wo ist Bestellung 1001?|en|Where is order 1001?",
                "zh|订单1001到哪里了？我付了¥1,250.00。|en|Where is order 1001? I paid ¥1250.00.",
                "de|Das kostet 1.250,50 €.|en|That costs € 1,250.50.",
                "fr|J'ai payé 1 250,50 €|en|I paid €1,250.50",
                "zh|我11月26日下的单|en|I ordered on November 26",
                "en|It came on November 26|ja|11月26日に届きました",
                "ko|3월 5일에 왔어요|es|Llegó el 5 de marzo",
                "vi|Tôi đặt ngày 5 tháng 3|en|I ordered on 5 March",
                "en|5 pieces for 20 USD|ar|٥ قطع مقابل ٢٠ USD",
                "zh|尺码４２的鞋|en|Shoes in size 42",
                "en|QB-1001-XL is broken, see [EMAIL_1]|de|QB-1001-XL ist kaputt, siehe [EMAIL_1]",
                "en|See https://shop.example/r?x=1. Thanks|zh|请看 https://shop.example/r?x=1。谢谢",
                "en|write to me@mail.example please|th|เขียนถึง me@mail.example หน่อย",
                "hi|मुझे 2 दिन में चाहिए|en|I need it within 2 days",
                "de|Danke!|en|Thank you!",
            })
    void sameFiguresInOtherWritingAreTheSame(String from, String original, String to, String translation) {
        assertThat(objection(original, from, translation, to)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|Bestellung 1001|en|Order 1010|NUMBER",
                "de|Bestellung 1001|en|The order|NUMBER",
                "de|Die Bestellung|en|Order 1001|NUMBER",
                "de|Das kostet 1,5 Euro|en|That costs 15 euros|NUMBER",
                "de|Das kostet 12,50 €|en|That costs $12.50|CURRENCY",
                "en|20 USD|de|20 EUR|CURRENCY",
                "en|twenty|de|20|NUMBER",
                "en|1001 and 1001|de|1001|NUMBER",
                "en|I may take 5|de|Ich nehme im Mai welche|NUMBER",
                "zh|11月26日|en|December 26|NUMBER",
                "zh|5月有3个|en|In May I have some|NUMBER",
                "en|QB-1001-XL|de|QC-1001-XL|CODE",
                "en|size 5XL|de|Größe 5L|CODE",
                "en|me@mail.example|de|thief@mail.example|ADDRESS",
                "en|ask [EMAIL_1]|de|frag ihn|ADDRESS",
                "en|ask him|de|frag [EMAIL_1]|ADDRESS",
                "en|https://shop.example/a|de|https://evil.example/a|ADDRESS",
                "en|Hello|de|Hallo, bitte hier zahlen: www.evil.example|ADDRESS",
                "en|Hello|de|' '|EMPTY",
            })
    void otherFiguresAreRefused(String from, String original, String to, String translation, Objection expected) {
        assertThat(objection(original, from, translation, to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"en,1000", "zh,900"})
    void whoTellsStoriesIsRefused(String language, int times) {
        assertThat(objection("Hello", "de", "word ".repeat(times), language)).isEqualTo(Objection.TOO_LONG);
    }

    @Property(tries = 300)
    void anotherNumberIsNeverTakenForThisOne(
            @ForAll @IntRange(max = 2_000_000) int number, @ForAll @IntRange(max = 2_000_000) int other) {
        Objection objection = objection("Order " + number + ".", "en", "订单" + other + "。", "zh");
        assertThat(objection).isEqualTo(number == other ? null : Objection.NUMBER);
    }

    @Property(tries = 300)
    void anyTextCanBeCompared(@ForAll String one, @ForAll String other) {
        assertThat(TranslationCheck.objection(one, "en", other, "zh")).isNotNull();
        if (!one.isBlank()) {
            assertThat(objection(one, "en", one, "en")).isNull();
        }
    }
}
