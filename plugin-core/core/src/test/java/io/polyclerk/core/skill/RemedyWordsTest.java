package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemedyWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | the screen is scratched, I want an exchange | exchange",
                "en | could you REPLACE IT please | exchange",
                "en | I'd rather have my money back | refund",
                "en | exchange or refund, whatever is faster | exchange",
                "zh-Hans | 屏幕有划痕，我要换货 | exchange",
                "zh | 请退款 | refund",
                "pt-BR | quero trocar | exchange",
                "pt | quero meu dinheiro de volta | refund",
                "ar | أريد استبدال المنتج | exchange",
                "ar | أريد استرداد المبلغ | refund",
                "es | quiero un reembolso | refund",
                "fr | pouvez-vous l'échanger ? | exchange",
                "fr | je veux être remboursée | refund",
                "de | bitte umtauschen | exchange",
                "de | ich möchte mein Geld zurück | refund",
                "ja | 交換してください | exchange",
                "ja | 返金してほしい | refund",
                "ko | 교환해 주세요 | exchange",
                "ru | хочу обменять | exchange",
                "ru | верните деньги | refund",
                "th | ขอเปลี่ยนค่ะ | exchange",
                "vi | tôi muốn đổi | exchange",
                "vi | tôi muốn hoàn tiền | refund",
                "id | mau tukar | exchange",
                "tr | değiştirmek istiyorum | exchange",
                "hi | इसे बदल दीजिए | exchange",
                "hi | मुझे refund चाहिए | refund",
            })
    void theWishIsNamedInEveryLanguage(String language, String said, String wish) {
        assertThat(RemedyWords.of(language).wishIn(said)).contains(wish);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | the screen is scratched",
                "en | where is my order 1001",
                "de | der Bildschirm hat einen Kratzer",
                "zh | 屏幕有划痕",
                "xx | anything",
                "en | ''",
            })
    void otherWordsNameNoWish(String language, String said) {
        assertThat(RemedyWords.of(language).wishIn(said)).isEmpty();
    }
}
