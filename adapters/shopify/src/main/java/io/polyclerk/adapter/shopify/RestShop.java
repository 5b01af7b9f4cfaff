package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.Response;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.support.ProductNames;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A shop through REST Admin, which Shopify keeps for a merchant's own app. It knows no returns. */
final class RestShop implements Shop {

    private final ShopifyApi api;
    private final RestCalls calls;
    private final RestOrderChanges changes;

    RestShop(ShopifyApi api) {
        this.api = api;
        this.calls = new RestCalls(api);
        this.changes = new RestOrderChanges(calls);
    }

    @Override
    public void check() {
        String name = Json.text(calls.get("shop", Map.of()).path("shop"), "myshopify_domain");
        if (name != null && !name.equalsIgnoreCase(api.shop())) {
            throw new AdapterException.CredentialsRejected("shopUrl is not the address of the shop that answers");
        }
        calls.get("orders", Map.of("limit", 1, "status", "any", "fields", "id"));
    }

    @Override
    public Optional<Order> order(String id) {
        return id.matches("[1-9]\\d{0,18}")
                ? calls.ifThere("orders/" + id).map(found -> RestReader.order(found.path("order")))
                : Optional.empty();
    }

    private List<Order> orders(Map<String, Object> query, Predicate<JsonNode> wanted, int limit) {
        Map<String, Object> asked = new LinkedHashMap<>(query);
        asked.put("status", "any");
        asked.put("limit", Math.clamp(limit, 10, RestCalls.LARGEST_PAGE));
        return calls.pages("orders", "orders", asked, wanted, limit).stream()
                .map(RestReader::order)
                .toList();
    }

    @Override
    public List<Order> named(String number) {
        return orders(
                Map.of("name", number),
                order -> States.number(Json.text(order, "name")).equalsIgnoreCase(number),
                2);
    }

    @Override
    public List<Order> ofEmail(String email, int limit) {
        return orders(Map.of("email", email), order -> email.equalsIgnoreCase(Json.text(order, "email")), limit);
    }

    @Override
    public List<Order> ofCustomer(String customerId, int limit) {
        return orders(
                Map.of("customer_id", customerId),
                order -> customerId.equals(Json.text(order.path("customer"), "id")),
                limit);
    }

    @Override
    public Optional<String> customerWithPhone(String phone) {
        return Json.list(calls.get("customers/search", Map.of("query", "phone:" + phone, "limit", 10))
                        .path("customers"))
                .stream()
                .filter(customer -> phone.equals(Json.text(customer, "phone")))
                .map(customer -> customer.path("id").asText())
                .findFirst();
    }

    @Override
    public List<Order> changedSince(Instant since, int limit) {
        return orders(
                Map.of("updated_at_min", since.toString(), "order", "updated_at asc"),
                order -> !Json.instant(order, "updated_at").isBefore(since),
                limit);
    }

    private List<JsonNode> onSale(String fields) {
        return calls.pages(
                "products",
                "products",
                Map.of(
                        "status",
                        "active",
                        "published_status",
                        "published",
                        "limit",
                        RestCalls.LARGEST_PAGE,
                        "fields",
                        fields),
                product -> product.path("status").asText().equals("active"),
                Integer.MAX_VALUE);
    }

    @Override
    public List<ProductNames.Named> catalogue() {
        return onSale("id,title,status,product_type,vendor,tags").stream()
                .map(one -> new ProductNames.Named(
                        one.path("id").asText(),
                        one.path("title").asText(),
                        one.path("product_type").asText() + " "
                                + one.path("vendor").asText() + " "
                                + one.path("tags").asText()))
                .toList();
    }

    @Override
    public ProductListing.Page listed(@Nullable String after, int limit) {
        Map<String, Object> query = new LinkedHashMap<>(Map.of("limit", Math.clamp(limit, 1, RestCalls.LARGEST_PAGE)));
        // The mark of a page stands for all the rest of the question, which must not be asked again.
        query.putAll(
                after == null
                        ? Map.of("status", "active", "published_status", "published")
                        : Map.of("page_info", after));
        Response response = ShopifyApi.reading(() -> calls.call((rest, token) -> rest.get(token, "products", query)));
        List<Product> products = Json.list(Answers.required(response, false).path("products")).stream()
                .filter(product -> product.path("status").asText().equals("active")
                        && !product.path("variants").isEmpty())
                .map(this::read)
                .toList();
        return new ProductListing.Page(products, RestCalls.next(response).orElse(null));
    }

    @Override
    public List<Coded> coded(String sku) {
        List<Coded> coded = new ArrayList<>();
        for (JsonNode product : onSale("id,status,variants")) {
            for (JsonNode variant : product.path("variants")) {
                if (sku.equalsIgnoreCase(Json.text(variant, "sku"))) {
                    coded.add(new Coded(
                            sku, product.path("id").asText(), variant.path("id").asText()));
                }
            }
        }
        return coded;
    }

    @Override
    public Optional<Product> product(String id) {
        return calls.ifThere("products/" + RestCalls.checked(id))
                .map(found -> found.path("product"))
                .filter(product ->
                        product.path("status").asText().equals("active") && Json.text(product, "published_at") != null)
                .map(this::read);
    }

    private Product read(JsonNode product) {
        return RestReader.product(
                product,
                "https://" + shopFact("domain"),
                shopFact("currency"),
                api.clock().instant());
    }

    private String shopFact(String name) {
        return api.remembered(
                "shop-" + name,
                Duration.ofMinutes(10),
                () -> calls.get("shop", Map.of()).path("shop").path(name).asText());
    }

    @Override
    public List<ShopPolicy> policies() {
        String language = shopFact("primary_locale");
        List<ShopPolicy> policies = new ArrayList<>();
        for (JsonNode policy : calls.get("policies", Map.of()).path("policies")) {
            GraphPolicies.add(
                    policies,
                    policy,
                    language.isBlank() ? "und" : language,
                    Json.text(policy, "title"),
                    Json.text(policy, "body"));
        }
        return policies;
    }

    private static String topic(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '/');
    }

    @Override
    public ShopChanges changes() {
        return changes;
    }

    @Override
    public List<Hook> hooks() {
        return calls
                .pages("webhooks", "webhooks", Map.of("limit", RestCalls.LARGEST_PAGE), one -> true, Integer.MAX_VALUE)
                .stream()
                .map(one -> new Hook(
                        one.path("id").asText(),
                        States.upper(one.path("topic").asText()).replace('/', '_'),
                        one.path("address").asText()))
                .toList();
    }

    @Override
    public void createHook(String topic, URI address) {
        ObjectNode body = Json.object();
        body.putObject("webhook")
                .put("topic", topic(topic))
                .put("address", address.toString())
                .put("format", "json");
        calls.post("webhooks", body);
    }

    @Override
    public void deleteHook(String id) {
        Response response = calls.call((rest, token) -> rest.delete(token, "webhooks/" + RestCalls.checked(id)));
        if (response.status() != 404) {
            Answers.required(response, true);
        }
    }
}
