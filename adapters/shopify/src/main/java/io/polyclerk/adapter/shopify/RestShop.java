package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.Response;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.support.ProductNames;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A shop through REST Admin, which Shopify keeps for a merchant's own app. It knows no returns. */
final class RestShop implements Shop {

    private static final Set<Class<? extends OrderAction>> ACTIONS = Set.of(
            OrderAction.Cancel.class,
            OrderAction.RefundMoney.class,
            OrderAction.ChangeAddress.class,
            OrderAction.AddNote.class);
    private static final int LARGEST_PAGE = 250;
    private static final int MOST_PAGES = 20;
    private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]page_info=([\\w%=.-]+)[^>]*>; rel=\"next\"");

    private final ShopifyApi api;
    private final Bucket bucket = Bucket.ofRest();

    RestShop(ShopifyApi api) {
        this.api = api;
    }

    private Response call(BiFunction<ShopifyRest, String, Response> call) {
        double price = bucket.take("call");
        try {
            Response response = api.call(call);
            bucket.learnFrom(response);
            return response;
        } finally {
            bucket.done(price, price);
        }
    }

    private JsonNode get(String path, Map<String, Object> query) {
        return ShopifyApi.reading(() -> Answers.required(call((rest, token) -> rest.get(token, path, query)), false));
    }

    private Optional<JsonNode> ifThere(String path) {
        return ShopifyApi.reading(() -> {
            Response response = call((rest, token) -> rest.get(token, path, Map.of()));
            return response.status() == 404 ? Optional.empty() : Optional.of(Answers.required(response, false));
        });
    }

    private JsonNode post(String path, ObjectNode body) {
        return Answers.required(call((rest, token) -> rest.post(token, path, body)), true);
    }

    private void put(String path, ObjectNode body) {
        Answers.required(call((rest, token) -> rest.put(token, path, body)), true);
    }

    private static String checked(String id) {
        if (!id.matches("[1-9]\\d{0,18}")) {
            throw new AdapterException.Refused("there is no such thing in the shop");
        }
        return id;
    }

    @Override
    public void check() {
        String name = Json.text(get("shop", Map.of()).path("shop"), "myshopify_domain");
        if (name != null && !name.equalsIgnoreCase(api.shop())) {
            throw new AdapterException.CredentialsRejected("shopUrl is not the address of the shop that answers");
        }
        get("orders", Map.of("limit", 1, "status", "any", "fields", "id"));
    }

    @Override
    public Optional<Order> order(String id) {
        return id.matches("[1-9]\\d{0,18}")
                ? ifThere("orders/" + id).map(found -> RestReader.order(found.path("order")))
                : Optional.empty();
    }

    /** Pages through a list until enough of it are wanted ones. */
    private List<JsonNode> pages(
            String path, String list, Map<String, Object> query, Predicate<JsonNode> wanted, int most) {
        // What is added meanwhile moves the rest back, so that one thing can be on two pages.
        Map<String, JsonNode> found = new LinkedHashMap<>();
        Map<String, Object> asked = query;
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, Object> now = asked;
            Response response = ShopifyApi.reading(() -> call((rest, token) -> rest.get(token, path, now)));
            Answers.required(response, false).path(list).forEach(one -> {
                if (wanted.test(one)) {
                    found.putIfAbsent(one.path("id").asText(), one);
                }
            });
            Optional<String> next = next(response);
            if (next.isEmpty() || found.size() >= most) {
                break;
            }
            // The mark of a page stands for all the rest of the question, which must not be asked again.
            asked = new LinkedHashMap<>(Map.of("page_info", next.get()));
            for (String kept : List.of("limit", "fields")) {
                if (query.containsKey(kept)) {
                    asked.put(kept, query.get(kept));
                }
            }
        }
        return found.values().stream().limit(most).toList();
    }

    private static Optional<String> next(Response response) {
        return Answers.header(response, "Link")
                .flatMap(links -> NEXT.matcher(links).results().findFirst())
                .map((MatchResult mark) -> mark.group(1));
    }

    private List<Order> orders(Map<String, Object> query, Predicate<JsonNode> wanted, int limit) {
        Map<String, Object> asked = new LinkedHashMap<>(query);
        asked.put("status", "any");
        asked.put("limit", Math.clamp(limit, 10, LARGEST_PAGE));
        return pages("orders", "orders", asked, wanted, limit).stream()
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
        return Json.list(get("customers/search", Map.of("query", "phone:" + phone, "limit", 10))
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
        return pages(
                "products",
                "products",
                Map.of("status", "active", "published_status", "published", "limit", LARGEST_PAGE, "fields", fields),
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
        Map<String, Object> query = new LinkedHashMap<>(Map.of("limit", Math.clamp(limit, 1, LARGEST_PAGE)));
        // The mark of a page stands for all the rest of the question, which must not be asked again.
        query.putAll(
                after == null
                        ? Map.of("status", "active", "published_status", "published")
                        : Map.of("page_info", after));
        Response response = ShopifyApi.reading(() -> call((rest, token) -> rest.get(token, "products", query)));
        List<Product> products = Json.list(Answers.required(response, false).path("products")).stream()
                .filter(product -> product.path("status").asText().equals("active")
                        && !product.path("variants").isEmpty())
                .map(this::read)
                .toList();
        return new ProductListing.Page(products, next(response).orElse(null));
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
        return ifThere("products/" + checked(id))
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
                () -> get("shop", Map.of()).path("shop").path(name).asText());
    }

    @Override
    public List<ShopPolicy> policies() {
        String language = shopFact("primary_locale");
        List<ShopPolicy> policies = new ArrayList<>();
        for (JsonNode policy : get("policies", Map.of()).path("policies")) {
            GraphPolicies.add(
                    policies,
                    policy,
                    language.isBlank() ? "und" : language,
                    Json.text(policy, "title"),
                    Json.text(policy, "body"));
        }
        return policies;
    }

    @Override
    public Set<Class<? extends OrderAction>> actions() {
        return ACTIONS;
    }

    @Override
    public void cancel(String orderId, String staffNote) {
        // Without an amount no money moves. There is no place for the note but the order's own, which is left to notes.
        post(
                "orders/" + checked(orderId) + "/cancel",
                Json.object().put("reason", "customer").put("email", true));
    }

    @Override
    public void refund(OrderAction.RefundMoney refund, String key, String note) {
        String path = "orders/" + checked(refund.orderId());
        ObjectNode body = Json.object();
        ObjectNode asked = body.putObject("refund")
                .put("currency", refund.amount().currency().getCurrencyCode())
                .put("note", note)
                .put("notify", true);
        ArrayNode lines = asked.putArray("refund_line_items");
        refund.lines()
                .forEach(line -> lines.addObject()
                        .put("line_item_id", Long.parseLong(checked(line.lineId())))
                        .put("quantity", line.quantity())
                        // What comes back is on no shelf before somebody has looked at it.
                        .put("restock_type", "no_restock"));
        asked.set("transactions", transactions(path, refund));
        JsonNode made = post(path + "/refunds", body);
        if (!made.path("refund").isObject()) {
            throw new AdapterException.Unavailable("the shop does not say what became of the refund", true, null);
        }
    }

    /** Spreads the amount over the payments that were taken, less what has gone back to each. */
    private ArrayNode transactions(String path, OrderAction.RefundMoney refund) {
        List<JsonNode> known =
                Json.list(get(path + "/transactions", Map.of("in_shop_currency", false))
                                .path("transactions"))
                        .stream()
                        .filter(one -> one.path("status").asText().equals("success"))
                        .toList();
        ArrayNode transactions = Json.object().putArray("transactions");
        BigDecimal left = refund.amount().amount();
        for (JsonNode payment : known) {
            if (!List.of("sale", "capture").contains(payment.path("kind").asText())) {
                continue;
            }
            BigDecimal free = States.decimal(payment, "amount");
            for (JsonNode other : known) {
                boolean back = other.path("kind").asText().equals("refund")
                        && other.path("parent_id")
                                .asText()
                                .equals(payment.path("id").asText());
                free = back ? free.subtract(States.decimal(other, "amount")) : free;
            }
            BigDecimal share = left.min(free);
            if (share.signum() > 0) {
                transactions
                        .addObject()
                        .put("parent_id", payment.path("id").asLong())
                        .put("kind", "refund")
                        .put("gateway", payment.path("gateway").asText())
                        .put("amount", share.toPlainString());
                left = left.subtract(share);
            }
        }
        ShopifyWriter.refuseIf(left.signum() != 0, "no more than what is left of the payment can be refunded");
        return transactions;
    }

    @Override
    public void changeAddress(String orderId, Address address, @Nullable Address before) {
        ObjectNode body = Json.object();
        ObjectNode order = body.putObject("order").put("id", Long.parseLong(checked(orderId)));
        ObjectNode to = order.putObject("shipping_address");
        Shop.person(Json.first(address.name(), before == null ? null : before.name()), to, "first_name", "last_name");
        to.put("address1", address.line1());
        to.put("address2", Objects.requireNonNullElse(address.line2(), ""));
        to.put("city", address.city());
        to.put("zip", address.postcode());
        String region = address.region();
        if (region != null) {
            to.put(region.length() <= 3 ? "province_code" : "province", region);
        }
        String country = Json.first(address.countryCode(), before == null ? null : before.countryCode());
        if (country != null) {
            to.put("country_code", country.toUpperCase(Locale.ROOT));
        }
        to.put("phone", Json.first(address.phone(), before == null ? null : before.phone()));
        put("orders/" + orderId, body);
    }

    @Override
    public void requestReturn(OrderAction.RequestReturn request, String note) {
        throw new AdapterException.Unsupported("REST Admin knows no returns");
    }

    @Override
    public Optional<String> note(String orderId) {
        return ifThere("orders/" + checked(orderId)).map(found -> Json.text(found.path("order"), "note"));
    }

    @Override
    public void writeNote(String orderId, String note) {
        ObjectNode body = Json.object();
        body.putObject("order").put("id", Long.parseLong(checked(orderId))).put("note", note);
        put("orders/" + orderId, body);
    }

    private static String topic(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '/');
    }

    @Override
    public List<Hook> hooks() {
        return pages("webhooks", "webhooks", Map.of("limit", LARGEST_PAGE), one -> true, Integer.MAX_VALUE).stream()
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
        post("webhooks", body);
    }

    @Override
    public void deleteHook(String id) {
        Response response = call((rest, token) -> rest.delete(token, "webhooks/" + checked(id)));
        if (response.status() != 404) {
            Answers.required(response, true);
        }
    }
}
