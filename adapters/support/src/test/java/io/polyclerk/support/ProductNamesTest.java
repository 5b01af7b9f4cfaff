package io.polyclerk.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductNamesTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final ProductNames names = new ProductNames(this::names, Clock.systemUTC());

    private List<ProductNames.Named> names() {
        asked.incrementAndGet();
        return List.of(
                new ProductNames.Named("1", "Harbour Rain Jacket", "jackets outdoor"),
                new ProductNames.Named("2", "Linen Shirt", "shirts"),
                new ProductNames.Named("3", "Übergangsjacke Hafen", "jackets"),
                new ProductNames.Named("4", "蓝牙音箱", "电子"));
    }

    @ParameterizedTest
    @CsvSource({
        "do you have the harbour rain jacket,1",
        "I look for a linen shirt please,2",
        "habt ihr die uebergangsjacke? hafen,3",
        "有蓝牙音箱吗,4"
    })
    void aSentenceFindsWhatItIsAbout(String sentence, String id) {
        assertThat(names.best(sentence, 3)).first().isEqualTo(id);
    }

    @Test
    void whatFitsNothingFindsNothing() {
        assertThat(names.best("where is my order", 3)).isEmpty();
        assertThat(names.best("", 3)).isEmpty();
    }

    @Test
    void theNamesAreAskedForOnceAndAgainWhenTheyAreOld() {
        names.best("shirt", 3);
        names.best("jacket", 3);
        assertThat(asked).hasValue(1);
        Instant[] now = {Instant.parse("2026-11-26T10:00:00Z")};
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        ProductNames moving = new ProductNames(this::names, clock);
        moving.best("shirt", 3);
        now[0] = now[0].plus(Duration.ofMinutes(11));
        moving.best("shirt", 3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void codesAreToldFromWords() {
        assertThat(ProductNames.codes("is FW-TENT-2P or ab12c in stock on 3 May"))
                .containsExactly("FW-TENT-2P", "ab12c");
        assertThat(ProductNames.codes("a rain jacket, size 42")).isEmpty();
    }
}
