package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Product;
import io.polyclerk.support.ProductNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a shop sells, through the GraphQL Admin API. */
final class GraphProducts {

    private static final int MOST_PRODUCTS = 2_000;
    private static final int MOST_VARIANTS = 300;

    private final ShopifyApi api;
    private final GraphQl graph;

    GraphProducts(ShopifyApi api, GraphQl graph) {
        this.api = api;
        this.graph = graph;
    }

    /** Everything that is on sale, by name. */
    List<ProductNames.Named> catalogue() {
        List<ProductNames.Named> all = new ArrayList<>();
        graph.pages("Catalogue", Json.object(), data -> data.path("products"), page -> {
            for (JsonNode product : page) {
                String id = Json.id(product);
                if (id != null && isOnSale(product)) {
                    List<String> about = new ArrayList<>(List.of(
                            product.path("productType").asText(),
                            product.path("vendor").asText()));
                    product.path("tags").forEach(tag -> about.add(tag.asText()));
                    all.add(new ProductNames.Named(id, product.path("title").asText(), String.join(" ", about)));
                }
            }
            return all.size() >= MOST_PRODUCTS;
        });
        return all;
    }

    /** The next few that are on sale; a page is as large as one call may cost. */
    ProductListing.Page listed(@Nullable String after) {
        JsonNode page = graph.query("ProductPage", after == null ? Json.object() : GraphShop.with("after", after))
                .path("products");
        String currency = currency();
        List<Product> products = Json.list(page.path("nodes")).stream()
                .filter(product ->
                        isOnSale(product) && !product.at("/variants/nodes").isEmpty())
                .map(product -> ProductReader.product(
                        product,
                        Json.list(product.at("/variants/nodes")),
                        currency,
                        api.clock().instant()))
                .toList();
        return new ProductListing.Page(
                products,
                page.at("/pageInfo/hasNextPage").asBoolean() ? Json.text(page.at("/pageInfo/endCursor")) : null);
    }

    private static boolean isOnSale(JsonNode product) {
        return product.path("status").asText().equals("ACTIVE");
    }

    List<Shop.Coded> coded(String sku) {
        List<Shop.Coded> coded = new ArrayList<>();
        for (JsonNode one : graph.query("VariantsBySku", GraphShop.with("q", "sku:" + GraphShop.quoted(sku)))
                .at("/productVariants/nodes")) {
            String product = Json.id(one.path("product"));
            String variant = Json.id(one);
            if (product != null && variant != null) {
                coded.add(new Shop.Coded(one.path("sku").asText(), product, variant));
            }
        }
        return coded;
    }

    Optional<Product> product(String id) {
        JsonNode product = graph.query("ProductById", GraphShop.with("id", GraphShop.gid("Product", id)))
                .path("product");
        if (!product.isObject() || !isOnSale(product) || Json.text(product, "publishedAt") == null) {
            return Optional.empty();
        }
        List<JsonNode> variants = Json.list(product.at("/variants/nodes"));
        if (product.at("/variants/pageInfo/hasNextPage").asBoolean()) {
            ObjectNode rest = GraphShop.with("id", GraphShop.gid("Product", id));
            rest.set("after", product.at("/variants/pageInfo/endCursor"));
            graph.pages("ProductVariants", rest, data -> data.at("/product/variants"), page -> {
                variants.addAll(page);
                return variants.size() >= MOST_VARIANTS;
            });
        }
        return Optional.of(
                ProductReader.product(product, variants, currency(), api.clock().instant()));
    }

    private String currency() {
        return api.remembered(
                "currency",
                Duration.ofMinutes(10),
                () -> graph.query("ShopFacts", Json.object())
                        .at("/shop/currencyCode")
                        .asText());
    }
}
