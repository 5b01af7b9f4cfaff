package io.polyclerk.adapter.shopify;

import static io.polyclerk.adapter.shopify.ShopState.child;
import static io.polyclerk.adapter.shopify.ShopState.gid;
import static io.polyclerk.adapter.shopify.ShopState.list;
import static io.polyclerk.adapter.shopify.ShopState.listOf;
import static io.polyclerk.adapter.shopify.ShopState.map;
import static io.polyclerk.adapter.shopify.ShopState.money;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphqlErrorException;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Executes operations on a reduced copy of the real schema, so that what the schema refuses fails. */
final class GraphSimulator {

    private static final Pattern TERM = Pattern.compile(
            "status:any|name:\"((?:[^\"\\\\]|\\\\.)*)\"|email:\"((?:[^\"\\\\]|\\\\.)*)\"|customer_id:(\\d+)|updated_at:>='([^']+)'");

    final Set<String> denied = ConcurrentHashMap.newKeySet();
    final GraphChanges changes;
    private final ShopState state;
    private final Consumer<String> violation;
    private final GraphQL graphql;
    final GraphQLSchema schema;

    GraphSimulator(ShopState state, Consumer<String> violation) {
        this.state = state;
        this.violation = violation;
        changes = new GraphChanges(state, violation);
        schema = ReducedSchema.of("2026-10", this::fetcher);
        graphql = GraphQL.newGraphQL(schema).build();
    }

    Map<String, Object> execute(String query, String operation, Map<String, Object> variables) {
        ExecutionResult result = graphql.execute(ExecutionInput.newExecutionInput(query)
                .operationName(operation)
                .variables(variables)
                .build());
        result.getErrors().stream()
                .filter(error ->
                        error.getExtensions() == null || error.getExtensions().get("code") == null)
                .forEach(error -> violation.accept(operation + ": " + error.getMessage()));
        return result.toSpecification();
    }

    private DataFetcher<?> fetcher(String type, String field) {
        return environment -> {
            if (denied.contains(type + "." + field)) {
                throw GraphqlErrorException.newErrorException()
                        .message("Access denied for " + field + " field.")
                        .extensions(Map.of("code", "ACCESS_DENIED"))
                        .build();
            }
            return switch (type) {
                case "QueryRoot" -> query(field, environment);
                case "Mutation" -> changes.mutation(field, environment);
                default -> shaped(environment, value(type, field, environment));
            };
        };
    }

    private Object value(String type, String field, DataFetchingEnvironment environment) {
        Map<String, Object> source = environment.getSource();
        if (type.equals("Order") && field.equals("suggestedRefund")) {
            BigDecimal left = state.refundable(source);
            String currency = (String)
                    child(child(source, "totalPriceSet"), "presentmentMoney").get("currencyCode");
            return map(
                    "suggestedTransactions",
                    listOf(map(
                            "gateway",
                            "bogus",
                            "kind",
                            "SUGGESTED_REFUND",
                            "amountSet",
                            money(left.toPlainString(), currency),
                            "parentTransaction",
                            map("id", gid("OrderTransaction", 500)))));
        }
        if (type.equals("ShopPolicy") && field.equals("translations")) {
            return source.get("type").equals("REFUND_POLICY")
                    ? listOf(
                            map("key", "title", "value", "Widerruf", "outdated", false),
                            map("key", "body", "value", "<p>30 Tage.</p>", "outdated", false))
                    : listOf(map("key", "body", "value", "<p>alt</p>", "outdated", true));
        }
        return source.get(field);
    }

    /** Cuts lists as they were asked for, and makes connections of them. */
    private static Object shaped(DataFetchingEnvironment environment, Object value) {
        if (!(value instanceof List<?> all)) {
            return value;
        }
        GraphQLFieldDefinition field = environment.getFieldDefinition();
        int first = environment.getArgumentOrDefault("first", Integer.MAX_VALUE);
        if (!GraphQLTypeUtil.simplePrint(field.getType()).contains("Connection")) {
            return all.subList(0, Math.min(first, all.size()));
        }
        List<Object> ordered = new ArrayList<>(all);
        if (environment.getArgumentOrDefault("reverse", false)) {
            java.util.Collections.reverse(ordered);
        }
        String after = environment.getArgument("after");
        int from = after == null ? 0 : Integer.parseInt(after.replace("cursor-", ""));
        int to = (int) Math.min((long) from + first, ordered.size());
        return map(
                "nodes",
                ordered.subList(Math.min(from, to), to),
                "pageInfo",
                map("hasNextPage", to < ordered.size(), "endCursor", "cursor-" + to));
    }

    private Object query(String field, DataFetchingEnvironment environment) {
        return switch (field) {
            case "orders" -> shaped(environment, search(environment));
            case "order" -> state.order(environment.getArgument("id"));
            case "customerByIdentifier" -> {
                Map<String, Object> identifier = environment.getArgument("identifier");
                yield state.orders.stream()
                        .map(order -> child(order, "customer"))
                        .filter(customer -> customer != null && customer.get("defaultPhoneNumber") != null)
                        .filter(customer -> child(customer, "defaultPhoneNumber")
                                .get("phoneNumber")
                                .equals(identifier.get("phoneNumber")))
                        .findFirst()
                        .orElse(null);
            }
            case "codeDiscountNodeByCode" -> {
                String code = environment.getArgument("code");
                Map<String, Object> discount = state.discounts.get(code.toLowerCase(Locale.ROOT));
                yield discount == null ? null : map("id", gid("DiscountCodeNode", 1), "codeDiscount", discount);
            }
            case "products" -> shaped(environment, state.products);
            case "product" ->
                state.products.stream()
                        .filter(one -> one.get("id").equals(environment.getArgument("id")))
                        .findFirst()
                        .orElse(null);
            case "productVariants" -> shaped(environment, coded(environment.getArgument("query")));
            case "shop" ->
                map(
                        "id",
                        gid("Shop", 1),
                        "name",
                        "Fernwick",
                        "myshopifyDomain",
                        ShopSimulator.SHOP,
                        "currencyCode",
                        "GBP",
                        "shopPolicies",
                        ShopState.policies());
            case "shopLocales" -> state.locales;
            case "returnableFulfillments" -> shaped(environment, returnable(environment.getArgument("orderId")));
            case "returnReasonDefinitions" ->
                shaped(
                        environment,
                        listOf(
                                map(
                                        "id",
                                        gid("ReturnReasonDefinition", 1),
                                        "handle",
                                        "too-small",
                                        "name",
                                        "Too small",
                                        "deleted",
                                        false),
                                map(
                                        "id",
                                        gid("ReturnReasonDefinition", 2),
                                        "handle",
                                        "other",
                                        "name",
                                        "Other",
                                        "deleted",
                                        false)));
            case "job" -> changes.job(environment.getArgument("id"));
            case "webhookSubscriptions" -> shaped(environment, state.hooks);
            case "currentAppInstallation" -> changes.subscriptions.installation();
            default -> throw new IllegalStateException(field);
        };
    }

    private List<Map<String, Object>> search(DataFetchingEnvironment environment) {
        String query = environment.getArgument("query");
        Matcher term = TERM.matcher(query);
        List<String> names = new ArrayList<>();
        List<Map<String, Object>> found = new ArrayList<>(state.orders);
        while (term.find()) {
            String name = term.group(1);
            String email = term.group(2);
            String customer = term.group(3);
            String since = term.group(4);
            if (name != null) {
                names.add(name.replace("#", "").toLowerCase(Locale.ROOT));
            } else if (email != null) {
                // A near match, as words are compared and not the whole.
                found.removeIf(order -> !String.valueOf(order.get("email")).contains(email.replaceFirst(".*@", "")));
            } else if (customer != null) {
                found.removeIf(order -> !gid("Customer", customer)
                        .equals(child(order, "customer").get("id")));
            } else if (since != null) {
                found.removeIf(order -> java.time.Instant.parse((String) order.get("updatedAt"))
                        .isBefore(java.time.Instant.parse(since)));
            }
        }
        if (!TERM.matcher(query).replaceAll("").replaceAll("[ ()]|AND|OR", "").isEmpty()) {
            violation.accept("a search that is not understood: " + query);
        }
        if (!names.isEmpty()) {
            found.removeIf(order -> names.stream()
                    .noneMatch(name -> ((String) order.get("name"))
                            .toLowerCase(Locale.ROOT)
                            .contains(name)));
        }
        String key = "UPDATED_AT".equals(String.valueOf((Object) environment.getArgument("sortKey")))
                ? "updatedAt"
                : "processedAt";
        found.sort(java.util.Comparator.comparing(order -> (String) order.get(key)));
        return found;
    }

    private List<Object> coded(String query) {
        String sku = query.replaceFirst("^sku:\"(.*)\"$", "$1").toLowerCase(Locale.ROOT);
        List<Object> found = new ArrayList<>();
        state.products.forEach(product -> list(product, "variants").forEach(variant -> {
            if (((String) variant.get("sku")).toLowerCase(Locale.ROOT).startsWith(sku)) {
                Map<String, Object> one = map("product", product);
                one.putAll(variant);
                found.add(one);
            }
        }));
        return found;
    }

    private List<Object> returnable(String orderId) {
        List<Object> found = new ArrayList<>();
        for (Map<String, Object> parcel : list(state.order(orderId), "fulfillments")) {
            List<Object> parts = new ArrayList<>();
            for (Map<String, Object> part : list(parcel, "fulfillmentLineItems")) {
                int left = (int) part.get("quantity") - (int) part.getOrDefault("returned", 0);
                if (left > 0) {
                    parts.add(map("quantity", left, "fulfillmentLineItem", part));
                }
            }
            found.add(map("id", gid("ReturnableFulfillment", 1), "returnableFulfillmentLineItems", parts));
        }
        return found;
    }
}
