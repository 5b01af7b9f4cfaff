package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds parcels in what the common tracking plugins write on an order. Each place has an extractor. */
final class TrackingPlugins {

    /** Where one kind of plugin keeps a parcel, in order: number, carriers, links, dates, the lines inside. */
    private record Place(
            List<String> number, List<String> carrier, List<String> link, List<String> date, List<String> lines) {

        Parcel read(JsonNode fields, List<String> line) {
            List<String> inside = lines().stream()
                    .flatMap(name -> stream(fields.path(name)))
                    .map(one -> Json.text(one, "item_id"))
                    .filter(Objects::nonNull)
                    .toList();
            return new Parcel(
                    Json.first(fields, number),
                    Json.first(fields, carrier),
                    Json.first(fields, link),
                    Json.first(fields, date),
                    line.isEmpty() ? inside : line);
        }
    }

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

    private TrackingPlugins() {}

    private static Place place(String number, String carrier, String link, String date) {
        return new Place(List.of(number), List.of(carrier), List.of(link), List.of(date), List.of());
    }

    /** Everything that looks like a parcel; one that several plugins know is there several times. */
    static Stream<Parcel> parcels(JsonNode order) {
        return EXTRACTORS.stream().flatMap(extractor -> extractor.apply(order));
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
}
