package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.support.ShopText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds parcels in what WooCommerce itself and the common tracking plugins write down. Each place has an extractor; a parcel that
 * several of them know is told once.
 */
final class Shipments {

    /** Where one kind of plugin keeps a parcel, in order: number, carriers, links, dates, the lines inside. */
    private record Place(
            List<String> number, List<String> carrier, List<String> link, List<String> date, List<String> lines) {

        Parcel read(JsonNode fields, List<String> line) {
            List<String> lines = lines().stream()
                    .flatMap(name -> stream(fields.path(name)))
                    .map(one -> Json.text(one, "item_id"))
                    .filter(java.util.Objects::nonNull)
                    .toList();
            return new Parcel(
                    first(fields, number),
                    first(fields, carrier),
                    first(fields, link),
                    first(fields, date),
                    line.isEmpty() ? lines : line);
        }
    }

    private record Parcel(
            @Nullable String number,
            @Nullable String carrier,
            @Nullable String link,
            @Nullable String date,
            List<String> lines) {}

    private static final Place ITEM = new Place(
            List.of("tracking_number", "tracking"),
            List.of(
                    "custom_tracking_provider",
                    "formatted_tracking_provider",
                    "carrier_name",
                    "tracking_provider",
                    "slug",
                    "carrier_id"),
            List.of("custom_tracking_link", "formatted_tracking_link", "ast_tracking_link", "carrier_url"),
            List.of("date_shipped", "time", "created"),
            List.of("products_list"));

    private static final List<Place> SINGLE_KEYS = List.of(
            place(
                    "_aftership_tracking_number",
                    "_aftership_tracking_provider_name",
                    "",
                    "_aftership_tracking_shipdate"),
            place("ywot_tracking_code", "ywot_carrier_name", "ywot_carrier_url", "ywot_pick_up_date"),
            place("_wot_tracking_number", "_wot_tracking_carrier", "", ""),
            place("_tracking_number", "_tracking_provider", "_tracking_url", "_date_shipped"));

    private static final List<Function<JsonNode, Stream<Parcel>>> EXTRACTORS = List.of(
            order -> items(order, "_wc_shipment_tracking_items"),
            order -> items(order, "_aftership_tracking_items"),
            // Labels of WooCommerce Shipping; one that was paid back was never used.
            order -> items(order, "wcshipping_labels", "wc_connect_labels"),
            order -> stream(order.path("line_items"))
                    .flatMap(line -> newest(line, "_vi_wot_order_item_tracking_data")
                            .map(item -> ITEM.read(item, List.of(line.path("id").asText())))),
            order -> SINGLE_KEYS.stream().map(place -> place.read(Json.meta(order), List.of())));

    private Shipments() {}

    private static Place place(String number, String carrier, String link, String date) {
        return new Place(List.of(number), List.of(carrier), List.of(link), List.of(date), List.of());
    }

    /** @param fulfillments of the order, as WooCommerce itself keeps them */
    static List<Shipment> of(JsonNode order, List<JsonNode> fulfillments, boolean settled) {
        Map<String, Shipment> found = new LinkedHashMap<>();
        fulfillments.stream()
                .filter(one -> Json.text(one, "date_deleted") == null)
                .map(one -> fulfillment(one, settled))
                .forEach(one -> found.put(one.trackingNumber() == null ? one.id() : one.trackingNumber(), one));
        EXTRACTORS.stream().flatMap(extractor -> extractor.apply(order)).forEach(parcel -> add(found, parcel, settled));
        return List.copyOf(found.values());
    }

    private static void add(Map<String, Shipment> found, Parcel parcel, boolean settled) {
        String number = parcel.number();
        if (number == null) {
            return;
        }
        Shipment known = found.get(number);
        List<String> lines = new ArrayList<>(known == null ? List.of() : known.lineIds());
        parcel.lines().stream().filter(line -> !lines.contains(line)).forEach(lines::add);
        found.put(
                number,
                known == null
                        ? shipment(number, sent(settled), parcel, lines)
                        : new Shipment(
                                known.id(),
                                known.status(),
                                known.carrier(),
                                number,
                                known.trackingUrl(),
                                known.shippedAt(),
                                null,
                                null,
                                lines,
                                null));
    }

    private static Shipment fulfillment(JsonNode fulfillment, boolean settled) {
        JsonNode meta = Json.meta(fulfillment);
        boolean left = Json.isTrue(fulfillment.path("is_fulfilled"));
        String carrier = first(meta, List.of("_provider_name", "_shipment_provider"));
        Parcel parcel = new Parcel(
                Json.text(meta, "_tracking_number"),
                carrier,
                Json.text(meta, "_tracking_url"),
                Json.text(meta, "_date_fulfilled"),
                stream(meta.path("_items"))
                        .map(item -> item.path("item_id").asText())
                        .toList());
        return shipment(
                fulfillment.path("id").asText(),
                left ? sent(settled) : ShipmentStatus.PREPARING,
                parcel,
                parcel.lines());
    }

    /** That a parcel was sent says nothing about where it is once the shop has closed the order. */
    private static ShipmentStatus sent(boolean settled) {
        return settled ? ShipmentStatus.UNKNOWN : ShipmentStatus.IN_TRANSIT;
    }

    private static Shipment shipment(String id, ShipmentStatus status, Parcel parcel, List<String> lines) {
        return new Shipment(
                id,
                status,
                parcel.carrier(),
                parcel.number(),
                link(parcel),
                date(parcel.date()),
                null,
                null,
                lines,
                null);
    }

    /** Some plugins keep the carrier's address with a place for the number in it. */
    private static @Nullable URI link(Parcel parcel) {
        String link = parcel.link();
        String number = parcel.number();
        return link == null || number == null
                ? ShopText.webAddress(link)
                : ShopText.webAddress(
                        link.replace("{tracking_number}", encoded(number)).replace("%s", encoded(number)));
    }

    private static String encoded(String number) {
        return URLEncoder.encode(number, StandardCharsets.UTF_8);
    }

    /** Where an order stands that its status only calls "processing". */
    static OrderStatus progress(JsonNode order, List<Shipment> shipments) {
        List<Shipment> left = shipments.stream()
                .filter(one -> one.status() != ShipmentStatus.PREPARING)
                .toList();
        if (left.isEmpty()) {
            return OrderStatus.PROCESSING;
        }
        boolean linesKnown = left.stream().noneMatch(one -> one.lineIds().isEmpty());
        boolean all = stream(order.path("line_items"))
                .map(line -> line.path("id").asText())
                .allMatch(line -> left.stream().anyMatch(one -> one.lineIds().contains(line)));
        boolean partly = "partially_fulfilled".equals(Json.text(Json.meta(order), "_fulfillment_status"));
        return partly || (linesKnown && !all) ? OrderStatus.PARTLY_SHIPPED : OrderStatus.SHIPPED;
    }

    private static Stream<Parcel> items(JsonNode order, String... keys) {
        return Stream.of(keys)
                .flatMap(key -> stream(unpacked(Json.meta(order).path(key))))
                .filter(item -> item.path("refund").isMissingNode())
                .map(item -> ITEM.read(item, List.of()));
    }

    private static Stream<JsonNode> newest(JsonNode line, String key) {
        List<JsonNode> items = stream(unpacked(Json.meta(line).path(key))).toList();
        return items.isEmpty() ? Stream.empty() : Stream.of(items.get(items.size() - 1));
    }

    /** Some plugins store JSON in a text. */
    private static JsonNode unpacked(JsonNode value) {
        try {
            return value.isTextual()
                    ? WooCommerceApi.JSON.readTree(value.asText().getBytes(StandardCharsets.UTF_8))
                    : value;
        } catch (IOException somethingElse) {
            return value;
        }
    }

    private static Stream<JsonNode> stream(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false);
    }

    private static @Nullable String first(JsonNode fields, List<String> names) {
        return names.stream()
                .map(name -> Json.text(fields, name))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Seconds or milliseconds since 1970, a day, or a full date. */
    private static @Nullable Instant date(@Nullable String written) {
        if (written == null) {
            return null;
        }
        if (written.matches("\\d{9,13}")) {
            long number = Long.parseLong(written);
            return written.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        }
        try {
            return written.length() == 10
                    ? LocalDate.parse(written).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Json.instant(written);
        } catch (DateTimeParseException ofAnotherForm) {
            return null;
        }
    }
}
