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
        assertThat(all.forTag("zh-TW").tag()).isEqualTo("zh");
        assertThat(all.forTag("xx").tag()).isEqualTo("en");
    }

    private static Set<String> arguments(LanguagePack pack, String key) {
        return new TreeSet<>(
                new MessageFormat(pack.pattern(key), ULocale.forLanguageTag(pack.tag())).getArgumentNames());
    }
}
