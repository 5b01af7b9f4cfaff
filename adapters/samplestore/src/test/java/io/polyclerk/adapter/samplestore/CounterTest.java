package io.polyclerk.adapter.samplestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderNote;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterTest {

    @TempDir
    Path home;

    private SampleStoreAdapter shop;

    @BeforeEach
    void open() {
        shop = SampleShop.open(home);
    }

    @Test
    void aCodeIsFoundHoweverItIsWritten() {
        assertThat(shop.findCoupon("welcome10").orElseThrow().percent()).isEqualByComparingTo("10");
        assertThat(shop.findCoupon(" Quill5 ").orElseThrow().amount()).isEqualTo(Money.of("5.00", "EUR"));
        assertThat(shop.findCoupon("SENDFREE").orElseThrow().freeShipping()).isTrue();
        assertThat(shop.findCoupon("SPRING20").orElseThrow().endsAt()).isBefore(SampleShop.NOW);
        assertThat(shop.findCoupon("FIRST50").orElseThrow().usedUp()).isTrue();
        assertThat(shop.findCoupon("WELCOME")).isEmpty();
    }

    @Test
    void theNewestNoteOfAnOrderComesFirst() {
        assertThat(shop.notesOf("order-1039", 5))
                .extracting(OrderNote::text)
                .containsExactly(
                        "We keep your order aside until we know.",
                        "Thank you for your order. The house number is missing in the address: please tell us which one it is.");
        assertThat(shop.notesOf("order-1039", 1)).hasSize(1);
        assertThat(shop.notesOf("order-1001", 5)).isEmpty();
        assertThat(shop.notesOf("1039", 5)).isEmpty();
    }
}
