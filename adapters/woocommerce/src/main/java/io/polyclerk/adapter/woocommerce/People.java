package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Customer;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads who ordered and where they live. */
final class People {

    private People() {}

    static Customer customer(JsonNode order) {
        JsonNode billing = order.path("billing");
        String id = Json.text(order, "customer_id");
        return new Customer(
                "0".equals(id) ? null : id, name(billing), Json.text(billing, "email"), Json.text(billing, "phone"));
    }

    static @Nullable String name(JsonNode address) {
        String name = Stream.of(Json.text(address, "first_name"), Json.text(address, "last_name"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    static @Nullable Address address(JsonNode written) {
        if (!isPlace(written)) {
            return null;
        }
        return new Address(
                name(written),
                Json.text(written, "address_1"),
                Json.text(written, "address_2"),
                Json.text(written, "city"),
                Json.text(written, "state"),
                Json.text(written, "postcode"),
                Json.text(written, "country"),
                Json.text(written, "phone"));
    }

    /** Where the parcel goes: an order whose addresses are the same may leave the second one empty. */
    static JsonNode recipient(JsonNode order) {
        return isPlace(order.path("shipping")) ? order.path("shipping") : order.path("billing");
    }

    private static boolean isPlace(JsonNode written) {
        return Stream.of("address_1", "city", "postcode").anyMatch(part -> Json.text(written, part) != null);
    }
}
