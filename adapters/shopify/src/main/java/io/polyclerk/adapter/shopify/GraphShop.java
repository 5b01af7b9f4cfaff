package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shop through the GraphQL Admin API. */
final class GraphShop implements Shop {

    private static final Set<Class<? extends OrderAction>> ACTIONS = Set.of(
            OrderAction.Cancel.class,
            OrderAction.RefundMoney.class,
            OrderAction.RequestReturn.class,
            OrderAction.ChangeAddress.class,
            OrderAction.AddNote.class);
    /** A job of the shop takes a moment; what takes longer is found done, or not, by whoever asks again. */
    private static final int JOB_LOOKS = 12;

    private static final Duration JOB_PAUSE = Duration.ofMillis(400);

    private final ShopifyApi api;
    private final GraphQl graph;
    private final GraphProducts products;

    GraphShop(ShopifyApi api) {
        this.api = api;
        this.graph = new GraphQl(api);
        this.products = new GraphProducts(api, graph);
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
    public Set<Class<? extends OrderAction>> actions() {
        return ACTIONS;
    }

    @Override
    public void cancel(String orderId, String staffNote) {
        JsonNode job = graph.mutate(
                        "Cancel",
                        with("orderId", gid("Order", orderId))
                                .put("reason", "CUSTOMER")
                                .put("note", staffNote))
                .path("job");
        for (int look = 0; look < JOB_LOOKS && !job.path("done").asBoolean(); look++) {
            Bucket.sleep(JOB_PAUSE);
            job = readAfterWrite("Job", with("id", job.path("id").asText())).path("job");
        }
        if (!job.path("done").asBoolean()) {
            throw new AdapterException.Unavailable("the shop has not finished cancelling the order", true, null);
        }
    }

    /** Whatever goes wrong here, the write before it may have happened. */
    private JsonNode readAfterWrite(String name, JsonNode variables) {
        try {
            return graph.query(name, variables);
        } catch (AdapterException unreadable) {
            throw new AdapterException.Unavailable("the shop does not say what became of it", true, null);
        }
    }

    @Override
    public void refund(OrderAction.RefundMoney refund, String key, String note) {
        String order = gid("Order", refund.orderId());
        ObjectNode input = with("orderId", order)
                .put("currency", refund.amount().currency().getCurrencyCode())
                .put("note", note)
                .put("notify", true);
        input.set("transactions", transactions(order, refund));
        ArrayNode lines = input.putArray("refundLineItems");
        // What comes back is on no shelf before somebody has looked at it.
        refund.lines()
                .forEach(line -> lines.addObject()
                        .put("lineItemId", gid("LineItem", line.lineId()))
                        .put("quantity", line.quantity())
                        .put("restockType", "NO_RESTOCK"));
        ObjectNode variables = with("key", States.uuid(api.shop() + "\n" + key));
        variables.set("input", input);
        if (!graph.mutate("Refund", variables).path("refund").isObject()) {
            throw new AdapterException.Unavailable("the shop does not say what became of the refund", true, null);
        }
    }

    /** Spreads the amount over the payments that the shop would pay back from. */
    private ArrayNode transactions(String order, OrderAction.RefundMoney refund) {
        ArrayNode transactions = Json.object().putArray("transactions");
        BigDecimal left = refund.amount().amount();
        for (JsonNode payment :
                graph.query("SuggestedRefund", with("id", order)).at("/order/suggestedRefund/suggestedTransactions")) {
            BigDecimal share =
                    left.min(GraphReader.money(payment.path("amountSet")).amount());
            String parent = Json.text(payment.path("parentTransaction"), "id");
            if (share.signum() > 0 && parent != null) {
                transactions
                        .addObject()
                        .put("orderId", order)
                        .put("kind", "REFUND")
                        .put("gateway", payment.path("gateway").asText())
                        .put("parentId", parent)
                        .put("amount", share.toPlainString());
                left = left.subtract(share);
            }
        }
        if (left.signum() != 0) {
            throw new AdapterException.Refused("no more than what is left of the payment can be refunded");
        }
        return transactions;
    }

    @Override
    public void changeAddress(String orderId, Address address, @Nullable Address before) {
        ObjectNode input = with("id", gid("Order", orderId));
        ObjectNode to = input.putObject("shippingAddress");
        Shop.person(Json.first(address.name(), before == null ? null : before.name()), to, "firstName", "lastName");
        to.put("address1", address.line1());
        to.put("address2", Objects.requireNonNullElse(address.line2(), ""));
        to.put("city", address.city());
        to.put("zip", address.postcode());
        String region = address.region();
        if (region != null && region.length() <= 3) {
            to.put("provinceCode", region.toUpperCase(Locale.ROOT));
        } else if (region != null) {
            throw new AdapterException.Refused("the shop wants the code of the state or province, such as QC");
        }
        String country = Json.first(address.countryCode(), before == null ? null : before.countryCode());
        if (country != null) {
            to.put("countryCode", country.toUpperCase(Locale.ROOT));
        }
        to.put("phone", Json.first(address.phone(), before == null ? null : before.phone()));
        update(input);
    }

    private void update(ObjectNode input) {
        ObjectNode variables = Json.object();
        variables.set("input", input);
        graph.mutate("UpdateOrder", variables);
    }

    @Override
    public void requestReturn(OrderAction.RequestReturn request, String note) {
        ObjectNode input = with("orderId", gid("Order", request.orderId()));
        ArrayNode lines = input.putArray("returnLineItems");
        List<JsonNode> returnable = returnable(request.orderId());
        String reason = reason(request.reason());
        for (LineQuantity wanted : request.lines()) {
            int left = wanted.quantity();
            for (JsonNode one : returnable) {
                int here = Math.min(left, one.path("quantity").asInt());
                if (here > 0 && wanted.lineId().equals(Json.id(one.at("/fulfillmentLineItem/lineItem")))) {
                    lines.addObject()
                            .put(
                                    "fulfillmentLineItemId",
                                    one.at("/fulfillmentLineItem/id").asText())
                            .put("quantity", here)
                            .put("returnReasonDefinitionId", reason)
                            .put("customerNote", note);
                    left -= here;
                }
            }
            ShopifyWriter.refuseIf(left > 0, "the order does not hold that many of this that can be sent back");
        }
        ObjectNode variables = Json.object();
        variables.set("input", input);
        graph.mutate("ReturnRequest", variables);
    }

    private List<JsonNode> returnable(String orderId) {
        return Json.list(graph.query("Returnable", with("orderId", gid("Order", orderId)))
                        .at("/returnableFulfillments/nodes"))
                .stream()
                .flatMap(parcel -> Json.list(parcel.at("/returnableFulfillmentLineItems/nodes")).stream())
                .toList();
    }

    /** The shop's own reason when it is named by its handle or name, or else the one for everything else. */
    private @Nullable String reason(String wanted) {
        List<JsonNode> reasons =
                Json.list(graph.query("ReturnReasons", Json.object()).at("/returnReasonDefinitions/nodes")).stream()
                        .filter(one -> !one.path("deleted").asBoolean())
                        .toList();
        return Stream.of(wanted, "other", "unknown")
                .flatMap(word -> reasons.stream().filter(one -> named(one, word)))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElse(null);
    }

    private static boolean named(JsonNode reason, String word) {
        String handle = word.strip().replaceAll("[\\s_]+", "-");
        return handle.equalsIgnoreCase(reason.path("handle").asText())
                || word.strip().equalsIgnoreCase(reason.path("name").asText());
    }

    @Override
    public Optional<String> note(String orderId) {
        return Optional.ofNullable(Json.text(
                graph.query("OrderNote", with("id", gid("Order", orderId))).path("order"), "note"));
    }

    @Override
    public void writeNote(String orderId, String note) {
        update(with("id", gid("Order", orderId)).put("note", note));
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
