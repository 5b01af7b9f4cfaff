package io.polyclerk.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.ShipmentStatus;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LanguagePacksTest {

    private final List<LanguagePack> packs = new PackReader(getClass().getClassLoader()).readAll();
    private final LanguagePack english = new LanguagePacks(packs).forTag("en");

    @Test
    void everyPackHasTheSamePhrases() {
        assertThat(packs)
                .allSatisfy(pack -> assertThat(pack.phrases().keySet())
                        .as(pack.tag())
                        .containsExactlyInAnyOrderElementsOf(english.phrases().keySet()));
    }

    @Test
    void everyPhraseUsesTheSameArgumentsInEveryLanguage() {
        for (LanguagePack pack : packs) {
            english.phrases()
                    .forEach((key, pattern) -> assertThat(arguments(pack, key))
                            .as(pack.tag() + " " + key)
                            .isEqualTo(arguments(english, key)));
        }
    }

    @Test
    void everyStatusAndIntentHasItsPhrase() {
        for (OrderStatus status : OrderStatus.values()) {
            assertThat(english.pattern("order." + status.name().toLowerCase(Locale.ROOT)))
                    .isNotBlank();
        }
        for (ShipmentStatus status : ShipmentStatus.values()) {
            assertThat(english.pattern("shipment." + status.name().toLowerCase(Locale.ROOT)))
                    .isNotBlank();
        }
        for (Intent intent : Intent.values()) {
            assertThat(english.pattern("intent." + intent.wireName())).isNotBlank();
        }
    }

    @Test
    void buttonLabelsFitTheNarrowestButtons() {
        assertThat(packs).allSatisfy(pack -> {
            for (Intent intent : Intent.values()) {
                assertThat(pack.pattern("intent." + intent.wireName()).length())
                        .as(pack.tag() + " " + intent)
                        .isLessThanOrEqualTo(24);
            }
        });
    }

    @Test
    void anUnknownLanguageFallsBack() {
        LanguagePacks all = new LanguagePacks(packs);
        assertThat(all.forTag("zh-CN").tag()).isEqualTo("zh");
        assertThat(all.forTag("pt-BR").tag()).isEqualTo("pt");
        assertThat(all.forTag("xx").tag()).isEqualTo("en");
    }

    @Test
    void chineseIsWrittenInTraditionalCharactersWhereItIsReadSo() {
        LanguagePacks all = new LanguagePacks(packs);
        assertThat(List.of("zh-Hant", "zh-TW", "zh-HK", "zh_TW", "zh-Hant-MO"))
                .allSatisfy(tag -> assertThat(all.forTag(tag).tag()).isEqualTo("zh-Hant"));
        assertThat(all.forTag("zh-TW").pattern("ask_order_number")).isEqualTo("請問訂單編號是多少？可以在確認電子郵件裡找到。");
        assertThat(all.forTag("zh-TW").pattern("intent.human_agent")).isEqualTo("轉接真人");
        assertThat(all.tags()).hasSize(15).doesNotContain("zh-Hant");
    }

    @Test
    void noTraditionalPhraseKeepsASimplifiedCharacter() {
        LanguagePack traditional = new LanguagePacks(packs).forTag("zh-Hant");
        traditional
                .phrases()
                .forEach((key, pattern) -> assertThat(ChineseScript.of("zh", pattern, "zh-Hant", null))
                        .as(key + " " + pattern)
                        .isEqualTo("zh-Hant"));
    }

    private static Set<String> arguments(LanguagePack pack, String key) {
        return new TreeSet<>(
                new MessageFormat(pack.pattern(key), ULocale.forLanguageTag(pack.tag())).getArgumentNames());
    }
}
