package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.OrderNote;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What lies on the counter of the shop: its codes, and its words to customers about their orders. */
final class Counter {

    private Counter() {}

    /** A note in {@code data/notes.json}. */
    record Noted(String orderId, Instant writtenAt, String text) {}

    static Optional<Coupon> coupon(String code, LocalDate openedOn) {
        return new RecordJson(openedOn)
                        .readAll(
                                Catalogue.read("coupons.json")
                                        .getJsonArray("coupons")
                                        .getValuesAs(JsonObject.class),
                                Coupon.class)
                        .stream()
                        .filter(coupon -> coupon.code().equalsIgnoreCase(code.strip()))
                        .findFirst();
    }

    /** Newest first. */
    static List<OrderNote> notes(String orderId, LocalDate openedOn) {
        return new RecordJson(openedOn)
                        .readAll(
                                Catalogue.read("notes.json")
                                        .getJsonArray("notes")
                                        .getValuesAs(JsonObject.class),
                                Noted.class)
                        .stream()
                        .filter(note -> note.orderId().equals(orderId))
                        .map(note -> new OrderNote(note.writtenAt(), note.text()))
                        .sorted(Comparator.comparing(OrderNote::writtenAt).reversed())
                        .toList();
    }
}
