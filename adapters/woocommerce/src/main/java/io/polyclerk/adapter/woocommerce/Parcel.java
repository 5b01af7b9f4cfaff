package io.polyclerk.adapter.woocommerce;

import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.support.ShopText;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wrote down of a parcel, as written. @param lines of the order inside; empty when nobody tells */
record Parcel(
        @Nullable String number,
        @Nullable String carrier,
        @Nullable String link,
        @Nullable String date,
        List<String> lines) {

    Parcel {
        lines = List.copyOf(lines);
    }

    Shipment as(String id, ShipmentStatus status) {
        return new Shipment(id, status, carrier, number, address(), day(), null, null, lines, null);
    }

    /** Some plugins keep the carrier's address with a place for the number in it. */
    private @Nullable URI address() {
        if (link == null || number == null) {
            return ShopText.webAddress(link);
        }
        String encoded = URLEncoder.encode(number, StandardCharsets.UTF_8);
        return ShopText.webAddress(link.replace("{tracking_number}", encoded).replace("%s", encoded));
    }

    /** Seconds or milliseconds since 1970, a day, or a full date. */
    private @Nullable Instant day() {
        if (date == null) {
            return null;
        }
        if (date.matches("\\d{9,13}")) {
            long count = Long.parseLong(date);
            return date.length() > 10 ? Instant.ofEpochMilli(count) : Instant.ofEpochSecond(count);
        }
        try {
            return date.length() == 10
                    ? LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Json.instant(date);
        } catch (DateTimeParseException ofAnotherForm) {
            return null;
        }
    }
}
