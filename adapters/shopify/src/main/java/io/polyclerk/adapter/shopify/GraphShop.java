package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.support.ProductNames;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A shop through the GraphQL Admin API. */
final class GraphShop implements Shop {

    private final ShopifyApi api;
    private final GraphQl graph;
    private final GraphProducts products;
    private final GraphOrderChanges changes;

    GraphShop(ShopifyApi api) {
        this.api = api;
        this.graph = new GraphQl(api);
        this.products = new GraphProducts(api, graph);
        this.changes = new GraphOrderChanges(api, graph);
    }

    /** One for everything that is asked of this shop, as all of it uses up one bucket. */
    GraphQl graph() {
        return graph;
    }

    static ObjectNode with(String name, String value) {
        return Json.object().put(name, value);
    }

    static String gid(String kind, String id) {
        if (!id.matches("[1-9]\\d{0,18}")) {
            throw new AdapterException.Refused("there is no such thing in the shop");
        }
        return "gid://shopify/" + kind + "/" + id;
    }

    /** A value of the shop's search language; within quotes nothing but these two means anything. */
    static String quoted(String value) {
        return '"' + value.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void check() {
        JsonNode shop = graph.query("ShopFacts", Json.object()).path("shop");
        String name = Json.text(shop, "myshopifyDomain");
        if (name != null && !name.equalsIgnoreCase(api.shop())) {
            throw new AdapterException.CredentialsRejected("shopUrl is not the address of the shop that answers");
        }
        graph.query("OrderIds", search("status:any", "PROCESSED_AT", true, 1));
    }

    private static ObjectNode search(String query, String sort, boolean reverse, int first) {
        return Json.object()
                .put("first", first)
                .put("q", query)
                .put("sort", sort)
                .put("reverse", reverse);
    }

    @Override
    public Optional<Order> order(String id) {
        if (!id.matches("[1-9]\\d{0,18}")) {
            return Optional.empty();
        }
        JsonNode order = graph.query("OrderById", with("id", gid("Order", id))).path("order");
        return order.isObject() ? Optional.of(GraphReader.order(order, lines(order))) : Optional.empty();
    }

    private List<JsonNode> lines(JsonNode order) {
        List<JsonNode> lines = Json.list(order.at("/lineItems/nodes"));
        if (order.at("/lineItems/pageInfo/hasNextPage").asBoolean()) {
            ObjectNode rest = with("id", order.path("id").asText());
            rest.set("after", order.at("/lineItems/pageInfo/endCursor"));
            graph.pages("OrderLines", rest, data -> data.at("/order/lineItems"), page -> {
                lines.addAll(page);
                return false;
            });
        }
        return lines;
    }

    private List<Order> orders(ObjectNode search, Predicate<JsonNode> wanted, int limit) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        graph.pages("OrderIds", search, data -> data.path("orders"), page -> {
            page.stream()
                    .filter(wanted)
                    .forEach(one -> found.putIfAbsent(one.path("id").asText(), one));
            return found.size() >= limit;
        });
        return found.values().stream()
                .limit(limit)
                .map(one -> Json.id(one))
                .filter(Objects::nonNull)
                .map(this::order)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<Order> named(String number) {
        String query = "status:any AND (name:" + quoted("#" + number) + " OR name:" + quoted(number) + ")";
        return orders(
                search(query, "PROCESSED_AT", true, 10),
                order -> States.number(Json.text(order, "name")).equalsIgnoreCase(number),
                2);
    }

    @Override
    public List<Order> ofEmail(String email, int limit) {
        // An address that the app may not see cannot be compared, so nothing is found by it.
        return orders(
                search("status:any AND email:" + quoted(email), "PROCESSED_AT", true, Math.clamp(limit, 10, 50)),
                order -> email.equalsIgnoreCase(Json.text(order, "email")),
                limit);
    }

    @Override
    public List<Order> ofCustomer(String customerId, int limit) {
        return orders(
                search("status:any AND customer_id:" + customerId, "PROCESSED_AT", true, Math.clamp(limit, 1, 50)),
                order -> customerId.equals(Json.id(order.path("customer"))),
                limit);
    }

    @Override
    public Optional<String> customerWithPhone(String phone) {
        JsonNode customer = graph.query("CustomerByPhone", with("phone", phone)).path("customerByIdentifier");
        return phone.equals(Json.text(customer.path("defaultPhoneNumber"), "phoneNumber"))
                ? Optional.ofNullable(Json.id(customer))
                : Optional.empty();
    }

    @Override
    public List<Order> changedSince(Instant since, int limit) {
        return orders(
                search("status:any AND updated_at:>='" + since + "'", "UPDATED_AT", false, Math.clamp(limit, 1, 100)),
                order -> !Json.instant(order, "updatedAt").isBefore(since),
                limit);
    }

    @Override
    public List<ProductNames.Named> catalogue() {
        return products.catalogue();
    }

    @Override
    public ProductListing.Page listed(@Nullable String after, int limit) {
        return products.listed(after);
    }

    @Override
    public List<Coded> coded(String sku) {
        return products.coded(sku);
    }

    @Override
    public Optional<Product> product(String id) {
        return products.product(id);
    }

    @Override
    public List<ShopPolicy> policies() {
        return new GraphPolicies(graph).policies();
    }

    @Override
    public ShopChanges changes() {
        return changes;
    }

    @Override
    public List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>();
        graph.pages("Hooks", Json.object(), data -> data.path("webhookSubscriptions"), page -> {
            page.forEach(one -> hooks.add(new Hook(
                    one.path("id").asText(),
                    one.path("topic").asText(),
                    one.path("uri").asText())));
            return false;
        });
        return hooks;
    }

    @Override
    public void createHook(String topic, URI address) {
        ObjectNode variables = with("topic", topic);
        variables.putObject("s").put("uri", address.toString()).put("format", "JSON");
        graph.mutate("Hook", variables);
    }

    @Override
    public void deleteHook(String id) {
        graph.mutate("Unhook", with("id", id));
    }
}
