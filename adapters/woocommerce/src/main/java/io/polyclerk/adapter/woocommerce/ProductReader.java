package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import io.polyclerk.support.ShopText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Turns a shop's products into ours, with what they cost and how many there are at this moment. */
final class ProductReader {

    private final WooCommerceApi api;

    private final ShownPrices prices;

    ProductReader(WooCommerceApi api) {
        this.api = api;
        this.prices = new ShownPrices(api);
    }

    /** What a visitor of the shop can see; the keys can see more. */
    static boolean isPublic(JsonNode product) {
        return product.path("status").asText().equals("publish")
                && !product.path("catalog_visibility").asText().equals("hidden")
                && Json.text(product, "post_password") == null;
    }

    /** Empty when nothing of it has a price yet. */
    Optional<Product> read(JsonNode product, Instant now) {
        return read(product, prices.of(sold(product)), now);
    }

    /** The product as it stands in a list: its own code and price, and not those of its variations. */
    Optional<Product> readAlone(JsonNode product, Instant now) {
        return read(product, List.of(product), now);
    }

    /** The product with these of its variations. */
    Optional<Product> read(JsonNode product, List<JsonNode> sold, Instant now) {
        try {
            return translated(product, sold, now);
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            throw new AdapterException.Unavailable("a product of the shop cannot be read", false, null);
        }
    }

    private Optional<Product> translated(JsonNode product, List<JsonNode> sold, Instant now) {
        String currency = api.settings().currency();
        List<Variant> variants = sold.stream()
                .filter(one -> Json.text(one, "price") != null)
                .map(one -> variant(product, one, currency, now))
                .toList();
        if (variants.isEmpty()) {
            return Optional.empty();
        }
        String description =
                ShopText.paragraphs(product.path("short_description").asText()
                        + product.path("description").asText());
        return Optional.of(new Product(
                product.path("id").asText(),
                ShopText.line(product.path("name").asText()),
                description.isEmpty() ? null : description,
                ShopText.webAddress(Json.text(product, "permalink")),
                ShopText.webAddress(Json.text(product.path("images").path(0), "src")),
                names(product.path("categories")),
                facts(product),
                variants));
    }

    /** What goes into a cart: the variations of a product, the parts of a set, or the product itself. */
    private List<JsonNode> sold(JsonNode product) {
        return switch (product.path("type").asText()) {
            case "variable", "variable-subscription" ->
                api.variations(product.path("id").asLong());
            case "grouped" -> parts(product.path("grouped_products"));
            default -> List.of(product);
        };
    }

    private List<JsonNode> parts(JsonNode ids) {
        String wanted = StreamSupport.stream(ids.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
        return wanted.isEmpty()
                ? List.of()
                : api.products(
                        Map.of("include", wanted, "status", "publish"),
                        ProductReader::isPublic,
                        WooCommerceApi.LARGEST_PAGE);
    }

    private static Variant variant(JsonNode product, JsonNode sold, String currency, Instant now) {
        boolean sale = Json.isTrue(sold.path("on_sale")) && Json.text(sold, "regular_price") != null;
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode attribute : sold.path("attributes")) {
            String option = Json.text(attribute, "option");
            if (option != null) {
                options.put(ShopText.line(attribute.path("name").asText()), ShopText.line(option));
            }
        }
        return new Variant(
                sold.path("id").asText(),
                Json.text(sold, "sku"),
                ShopText.line(name(product, sold, options)),
                options,
                Money.of(sold.path("price").asText(), currency),
                sale ? Money.of(sold.path("regular_price").asText(), currency) : null,
                sale ? Json.instantOrNull(sold, "date_on_sale_to_gmt") : null,
                stock(sold, now));
    }

    /** A variation that fits every choice has an empty name, and in older shops none has one. */
    private static String name(JsonNode product, JsonNode sold, Map<String, String> options) {
        String own = Json.text(sold, "name");
        if (own != null) {
            return own;
        }
        return options.isEmpty() ? product.path("name").asText() : String.join(", ", options.values());
    }

    private static Stock stock(JsonNode sold, Instant now) {
        // A variation may be counted by itself, with its product ("parent"), or not at all.
        boolean counted =
                !List.of("false", "").contains(sold.path("manage_stock").asText());
        Integer quantity = counted && sold.path("stock_quantity").isNumber()
                ? Integer.valueOf(Math.max(0, sold.path("stock_quantity").asInt()))
                : null;
        Stock.State state = switch (sold.path("stock_status").asText()) {
            case "instock" -> Stock.State.IN_STOCK;
            case "onbackorder" -> Stock.State.BACKORDER;
            case "outofstock" -> Stock.State.OUT_OF_STOCK;
            default -> Stock.State.UNKNOWN;
        };
        return new Stock(state, quantity, null, now);
    }

    private static List<String> names(JsonNode named) {
        List<String> names = new ArrayList<>();
        named.forEach(one -> names.add(ShopText.line(one.path("name").asText())));
        return names;
    }

    /** Attributes that the shop shows and that no choice depends on. */
    private static Map<String, String> facts(JsonNode product) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (JsonNode attribute : product.path("attributes")) {
            if (attribute.path("visible").asBoolean()
                    && !attribute.path("variation").asBoolean()) {
                List<String> options = new ArrayList<>();
                attribute.path("options").forEach(option -> options.add(ShopText.line(option.asText())));
                facts.put(ShopText.line(attribute.path("name").asText()), String.join(", ", options));
            }
        }
        return facts;
    }

    static @Nullable String parentOf(JsonNode product) {
        String parent = Json.text(product, "parent_id");
        return product.path("type").asText().equals("variation") && !"0".equals(parent) ? parent : null;
    }
}
