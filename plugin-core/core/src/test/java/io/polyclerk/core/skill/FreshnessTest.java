package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices and stock from memory say of when they are. */
class FreshnessTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:04:30Z");
    private final Phrasebook phrasebook =
            new Phrasebook(new LanguagePacks(new PackReader(FreshnessTest.class.getClassLoader()).readAll()));

    private static Product product(Instant asOf) {
        Stock stock = new Stock(Stock.State.IN_STOCK, 4, null, asOf);
        return new Product(
                "1",
                "Tent",
                null,
                null,
                null,
                List.of(),
                Map.of(),
                List.of(new Variant("v", null, "Tent", Map.of(), Money.of("9", "EUR"), null, null, stock)));
    }

    @Test
    void whatIsOfThisMomentIsToldWithoutATime() {
        assertThat(ProductWords.freshness(List.of(product(NOW)), NOW)).isEmpty();
        assertThat(ProductWords.freshness(List.of(product(NOW.minusSeconds(50))), NOW))
                .isEmpty();
        assertThat(ProductWords.freshness(List.of(), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "pt", "ru", "tr", "id", "vi", "th", "hi", "ar", "zh", "ja", "ko"})
    void theOldestTimeIsToldAsItsReadersWriteIt(String language) {
        Instant old = NOW.minus(Duration.ofSeconds(270));
        String said = phrasebook.render(
                language,
                ProductWords.freshness(List.of(product(NOW), product(old)), NOW).orElseThrow());
        assertThat(said.replace('\u0661', '1').replace('\u0660', '0'))
                .matches("(?s).*10[:.]00.*")
                .contains("UTC");
    }
}
