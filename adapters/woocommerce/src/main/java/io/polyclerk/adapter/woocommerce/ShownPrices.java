package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prices as visitors of the shop see them. The REST API tells them as they were written down; a shop may write them down without taxes
 * and show them with taxes, or the other way round, and then its own pages are asked (WooCommerce Store API, {@code prices}, read
 * 2026-11-26).
 */
final class ShownPrices {

    private final WooCommerceApi api;

    ShownPrices(WooCommerceApi api) {
        this.api = api;
    }

    /** @param sold products or variations as the REST API tells them @return the same with the prices that are shown */
    List<JsonNode> of(List<JsonNode> sold) {
        if (sold.isEmpty() || api.settings().pricesAreShownAsWritten()) {
            return sold;
        }
        Map<String, JsonNode> shown = new HashMap<>();
        sold.stream()
                .collect(Collectors.groupingBy(one -> one.path("type").asText().equals("variation")))
                .forEach((variations, ones) -> shown.putAll(shown(variations, ones)));
        return sold.stream()
                .map(one -> with(one, shown.get(one.path("id").asText())))
                .toList();
    }

    private Map<String, JsonNode> shown(boolean variations, List<JsonNode> ones) {
        Map<String, Object> query = new HashMap<>();
        query.put(
                "include",
                ones.stream()
                        .limit(WooCommerceApi.LARGEST_PAGE)
                        .map(one -> one.path("id").asText())
                        .collect(Collectors.joining(",")));
        if (variations) {
            query.put("type", "variation");
        }
        return api.shownProducts(query).stream()
                .collect(Collectors.toMap(one -> one.path("id").asText(), one -> one.path("prices")));
    }

    private static JsonNode with(JsonNode one, @Nullable JsonNode prices) {
        if (prices == null || Json.text(one, "price") == null) {
            return one;
        }
        ObjectNode changed = one.deepCopy();
        int digits = prices.path("currency_minor_unit").asInt();
        for (String name : List.of("price", "regular_price")) {
            changed.put(
                    name,
                    new BigDecimal(prices.path(name).asText())
                            .movePointLeft(digits)
                            .toPlainString());
        }
        return changed;
    }
}
