package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.store.Address;
import io.polyclerk.support.ActionRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a new delivery address. WooCommerce computes the taxes of the whole order anew with every address, at today's rates, also of an
 * order that is paid (WooCommerce 11.0.1, {@code WC_REST_Orders_Controller::save_object}, read 2026-11-26). So an address is only written
 * when nothing can come of that.
 */
final class AddressWriter {

    private final WooCommerceApi api;

    AddressWriter(WooCommerceApi api) {
        this.api = api;
    }

    /** What is sent to the shop. @throws io.polyclerk.spi.AdapterException.Refused when it must not be written */
    ObjectNode shipping(JsonNode order, Address address) {
        ActionRules.refuseIf(isBlank(address.line1()), "an address needs a street or a place");
        ActionRules.refuseIf(
                isBlank(address.city()) && isBlank(address.postcode()), "an address needs a town or a postcode");
        JsonNode before = People.recipient(order);
        String country = Json.text(before, "country");
        ActionRules.refuseIf(
                address.countryCode() != null
                        && country != null
                        && !address.countryCode().equalsIgnoreCase(country),
                "delivery to another country costs other taxes and postage");
        ObjectNode shipping = fields(address, before);
        ActionRules.refuseIf(
                wouldCostOtherTaxes(order, before, shipping),
                "with the new address the shop would compute other taxes for the order");
        return shipping;
    }

    /** Fields that are not given are emptied, as they belong to the old place; the person stays the same. */
    private static ObjectNode fields(Address address, JsonNode before) {
        ObjectNode shipping = WooCommerceApi.object();
        String name = address.name();
        if (name == null || name.equals(People.name(before))) {
            // As the shop has it: nobody can tell where in "Jo de la Cruz" the family name begins.
            Stream.of("first_name", "last_name").forEach(part -> shipping.put(part, orEmpty(Json.text(before, part))));
        } else {
            int space = name.strip().lastIndexOf(' ');
            shipping.put("first_name", space < 0 ? name.strip() : name.strip().substring(0, space));
            shipping.put("last_name", space < 0 ? "" : name.strip().substring(space + 1));
        }
        shipping.put("company", "");
        shipping.put("address_1", orEmpty(address.line1()));
        shipping.put("address_2", orEmpty(address.line2()));
        shipping.put("city", orEmpty(address.city()));
        shipping.put("state", orEmpty(region(address, before)));
        shipping.put("postcode", orEmpty(address.postcode()));
        String country = address.countryCode() == null ? Json.text(before, "country") : address.countryCode();
        if (country != null) {
            shipping.put("country", country);
        }
        if (address.phone() != null) {
            shipping.put("phone", address.phone());
        }
        return shipping;
    }

    /** Nobody who moves within a town names its state, and in some countries no label can be printed without it. */
    private static @Nullable String region(Address address, JsonNode before) {
        boolean sameTown = isSame(address.city(), Json.text(before, "city"))
                || isSame(address.postcode(), Json.text(before, "postcode"));
        return address.region() == null && sameTown ? Json.text(before, "state") : address.region();
    }

    private boolean wouldCostOtherTaxes(JsonNode order, JsonNode before, JsonNode shipping) {
        String country = Objects.requireNonNullElse(Json.text(shipping, "country"), "");
        List<JsonNode> rates = api.settings().taxRates();
        List<JsonNode> here = rates.stream()
                .filter(rate ->
                        List.of("", country).contains(rate.path("country").asText()))
                .toList();
        boolean byPlace = here.stream().anyMatch(AddressWriter::dependsOnPlace)
                && !Stream.of("state", "postcode", "city")
                        .allMatch(part -> isSame(orEmpty(Json.text(before, part)), orEmpty(Json.text(shipping, part))));
        boolean isTaxed = !order.path("tax_lines").isEmpty();
        boolean outdated = isTaxed
                ? !Answers.list(order.path("tax_lines")).stream().allMatch(line -> isAmong(rates, line))
                : !here.isEmpty();
        return (byPlace || outdated) && api.settings().taxesAreComputed();
    }

    private static boolean dependsOnPlace(JsonNode rate) {
        return Stream.of("state", "postcode", "city").anyMatch(part -> Json.text(rate, part) != null)
                || !rate.path("postcodes").isEmpty()
                || !rate.path("cities").isEmpty();
    }

    private static boolean isAmong(List<JsonNode> rates, JsonNode line) {
        BigDecimal percent = WooCommerceReader.amount(line, "rate_percent");
        return rates.stream()
                .filter(rate ->
                        rate.path("id").asText().equals(line.path("rate_id").asText()))
                .anyMatch(rate -> WooCommerceReader.amount(rate, "rate").compareTo(percent) == 0);
    }

    private static boolean isSame(@Nullable String one, @Nullable String other) {
        return one != null && other != null && one.strip().equalsIgnoreCase(other.strip());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
