package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import io.polyclerk.support.ShopText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the products of either interface into ours. */
final class ProductReader {

    private ProductReader() {}

    static Product product(JsonNode product, List<JsonNode> variants, String currency, Instant now) {
        try {
            Map<String, String> facts = new LinkedHashMap<>();
            String vendor = Json.text(product, "vendor");
            if (vendor != null) {
                facts.put("vendor", vendor);
            }
            String type = Json.text(product, "productType");
            return new Product(
                    GraphReader.requiredId(product),
                    product.path("title").asText(),
                    Json.text(product, "description"),
                    ShopText.webAddress(Json.text(product, "onlineStoreUrl")),
                    ShopText.webAddress(Json.text(product.at("/featuredMedia/preview/image"), "url")),
                    type == null ? List.of() : List.of(type),
                    facts,
                    variants.stream().map(one -> variant(one, currency, now)).toList());
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            throw new AdapterException.Unavailable("a product of the shop cannot be read", false, null);
        }
    }

    private static Variant variant(JsonNode variant, String currency, Instant now) {
        Map<String, String> options = new LinkedHashMap<>();
        variant.path("selectedOptions")
                .forEach(one ->
                        options.put(one.path("name").asText(), one.path("value").asText()));
        return variant(
                variant,
                options,
                Json.text(variant, "compareAtPrice"),
                currency,
                States.stock(
                        variant.path("availableForSale").asBoolean(),
                        variant.at("/inventoryItem/tracked").asBoolean(),
                        variant.path("inventoryQuantity").asInt(),
                        variant.path("inventoryPolicy").asText().equals("CONTINUE"),
                        now));
    }

    /** Things without a choice carry an option that Shopify names itself, which says nothing to anybody. */
    static Variant variant(
            JsonNode variant, Map<String, String> options, @Nullable String before, String currency, Stock stock) {
        Money price = Money.of(variant.path("price").asText(), currency);
        Money regular = before == null ? null : Money.of(before, currency);
        boolean sale = regular != null && regular.amount().compareTo(price.amount()) > 0;
        boolean only = options.equals(Map.of("Title", "Default Title"));
        return new Variant(
                GraphReader.requiredId(variant),
                Json.text(variant, "sku"),
                only ? "" : variant.path("title").asText(),
                only ? Map.of() : options,
                price,
                sale ? regular : null,
                null,
                stock);
    }
}
