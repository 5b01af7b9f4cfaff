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
import graphql.GraphQLContext;
import graphql.GraphqlErrorException;
import graphql.execution.CoercedVariables;
import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetcherFactory;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Executes operations on a reduced copy of the real schema, so that what the schema refuses fails. */
final class GraphSimulator {

    private static final Pattern TERM = Pattern.compile(
            "status:any|name:\"((?:[^\"\\\\]|\\\\.)*)\"|email:\"((?:[^\"\\\\]|\\\\.)*)\"|customer_id:(\\d+)|updated_at:>='([^']+)'");

    final Set<String> denied = ConcurrentHashMap.newKeySet();
    final Map<String, Map<String, Object>> refundsByKey = new ConcurrentHashMap<>();
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> jobs = new ConcurrentHashMap<>();
    final SubscriptionSimulator subscriptions = new SubscriptionSimulator();
    private final ShopState state;
    private final Consumer<String> violation;
    private final GraphQL graphql;
    final GraphQLSchema schema;

    GraphSimulator(ShopState state, Consumer<String> violation) {
        this.state = state;
        this.violation = violation;
        schema = schema("2026-10", this::fetcher);
        graphql = GraphQL.newGraphQL(schema).build();
    }

    static GraphQLSchema schema(String version, BiFunction<String, String, DataFetcher<?>> fetchers) {
        // Nothing that is executed needs more of these than that they are there.
        String rest = "\ntype MediaImage implements Media { preview: MediaPreviewImage }\n";
        TypeDefinitionRegistry types = new SchemaParser().parse(resource("/shopify-" + version + ".graphqls") + rest);
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().wiringFactory(new WiringFactory() {
            @Override
            public boolean providesDataFetcherFactory(FieldWiringEnvironment environment) {
                return true;
            }

            @Override
            public <T> DataFetcherFactory<T> getDataFetcherFactory(FieldWiringEnvironment environment) {
                @SuppressWarnings("unchecked")
                DataFetcher<T> fetcher = (DataFetcher<T>) fetchers.apply(
                        environment.getParentType().getName(),
                        environment.getFieldDefinition().getName());
                return ignored -> fetcher;
            }
        });
        types.scalars().keySet().forEach(name -> {
            if (!ScalarInfo.isGraphqlSpecifiedScalar(name)) {
                wiring.scalar(GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(new Plain())
                        .build());
            }
        });
        wiring.type("Media", type -> type.typeResolver(env -> env.getSchema().getObjectType("MediaImage")));
        wiring.type(
                "ReturnLineItemType",
                type -> type.typeResolver(env -> env.getSchema().getObjectType("ReturnLineItem")));
        wiring.type(
                "AppPricingDetails",
                type -> type.typeResolver(env -> env.getSchema().getObjectType("AppUsagePricing")));
        return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
    }

    static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(GraphSimulator.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static final class Plain implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseLiteral(Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
            return value instanceof StringValue text ? text.getValue() : value.toString();
        }
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
                case "Mutation" -> mutation(field, environment);
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
            case "job" -> job(environment.getArgument("id"));
            case "webhookSubscriptions" -> shaped(environment, state.hooks);
            case "currentAppInstallation" -> subscriptions.installation();
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

    private Object job(String id) {
        boolean done = looks.merge(id, 1, Integer::sum) >= 2;
        if (done && jobs.containsKey(id)) {
            state.cancel(jobs.remove(id));
        }
        return map("id", id, "done", done);
    }

    private static Object refused(String place, String field) {
        return map(field, null, place, listOf(map("field", listOf("id"), "message", "Lena cannot", "code", "INVALID")));
    }

    private synchronized Object mutation(String field, DataFetchingEnvironment environment) {
        return switch (field) {
            case "orderCancel" -> {
                Map<String, Object> order = state.order(environment.getArgument("orderId"));
                Map<String, Object> method = environment.getArgument("refundMethod");
                if (!Boolean.FALSE.equals(method.get("originalPaymentMethodsRefund"))) {
                    violation.accept("a cancellation must not move money");
                }
                if (order.get("cancelledAt") != null
                        || !order.get("displayFulfillmentStatus").equals("UNFULFILLED")) {
                    yield refused("orderCancelUserErrors", "job");
                }
                String id = gid("Job", state.next());
                jobs.put(id, order);
                yield map("job", map("id", id, "done", false), "orderCancelUserErrors", listOf());
            }
            case "orderUpdate" -> updated(environment.getArgument("input"));
            case "refundCreate" -> refunded(environment);
            case "returnRequest" -> returned(environment.getArgument("input"));
            case "appSubscriptionCreate" -> subscriptions.create(environment.getArgument("lineItems"));
            case "appUsageRecordCreate" ->
                subscriptions.charge(
                        environment.getArgument("subscriptionLineItemId"),
                        environment.getArgument("price"),
                        environment.getArgument("idempotencyKey"));
            case "webhookSubscriptionCreate" -> {
                Map<String, Object> asked = environment.getArgument("webhookSubscription");
                Map<String, Object> hook = map(
                        "id", gid("WebhookSubscription", state.next()),
                        "topic", environment.getArgument("topic"),
                        "uri", asked.get("uri"));
                if (state.hooks.stream()
                        .anyMatch(one -> one.get("topic").equals(hook.get("topic"))
                                && one.get("uri").equals(hook.get("uri")))) {
                    yield refused("userErrors", "webhookSubscription");
                }
                state.hooks.add(hook);
                yield map("webhookSubscription", hook, "userErrors", listOf());
            }
            case "webhookSubscriptionDelete" -> {
                String id = environment.getArgument("id");
                state.hooks.removeIf(one -> one.get("id").equals(id));
                yield map("deletedWebhookSubscriptionId", id, "userErrors", listOf());
            }
            default -> throw new IllegalStateException(field);
        };
    }

    private Object updated(Map<String, Object> input) {
        Map<String, Object> order = state.order(input.get("id"));
        if (input.containsKey("note")) {
            order.put("note", input.get("note"));
        }
        if (input.containsKey("shippingAddress")) {
            Map<String, Object> asked = child(input, "shippingAddress");
            Map<String, Object> to = map(
                    "name", (asked.get("firstName") + " " + asked.get("lastName")).strip(),
                    "countryCodeV2", asked.get("countryCode"));
            List.of("address1", "address2", "city", "zip", "provinceCode", "phone")
                    .forEach(name -> to.put(name, asked.get(name)));
            order.put("shippingAddress", to);
            // Taxes are computed for the new place.
            order.put("totalPriceSet", money("41.00", "GBP"));
        }
        state.touch(order);
        return map("order", order, "userErrors", listOf());
    }

    private Object refunded(DataFetchingEnvironment environment) {
        String key = environment.getField().getDirectives("idempotent").stream()
                .map(Directive::getArguments)
                .flatMap(List::stream)
                .map(Argument::getValue)
                .map(value -> (String) environment.getVariables().get(((VariableReference) value).getName()))
                .findFirst()
                .orElse("");
        if (key.isBlank()) {
            violation.accept("a refund without a key");
        }
        Map<String, Object> known = refundsByKey.get(key);
        if (known != null) {
            return map("refund", known, "userErrors", listOf());
        }
        Map<String, Object> input = environment.getArgument("input");
        Map<String, Object> order = state.order(input.get("orderId"));
        BigDecimal amount = BigDecimal.ZERO;
        for (Map<String, Object> transaction : list(input, "transactions")) {
            if (!gid("OrderTransaction", 500).equals(transaction.get("parentId"))) {
                violation.accept("a refund of no payment");
            }
            amount = amount.add(new BigDecimal((String) transaction.get("amount")));
        }
        if (amount.signum() <= 0 || state.refundable(order).compareTo(amount) < 0) {
            return refused("userErrors", "refund");
        }
        Map<String, Object> refund = state.refund(order, amount, (String) input.get("note"));
        refundsByKey.put(key, refund);
        return map("refund", refund, "userErrors", listOf());
    }

    private Object returned(Map<String, Object> input) {
        Map<String, Object> order = state.order(input.get("orderId"));
        List<Object> lines = new ArrayList<>();
        for (Map<String, Object> asked : list(input, "returnLineItems")) {
            if (((String) asked.get("customerNote")).length() > 300) {
                return refused("userErrors", "return");
            }
            for (Map<String, Object> parcel : list(order, "fulfillments")) {
                for (Map<String, Object> part : list(parcel, "fulfillmentLineItems")) {
                    if (part.get("id").equals(asked.get("fulfillmentLineItemId"))) {
                        part.merge("returned", asked.get("quantity"), (one, more) -> (int) one + (int) more);
                        lines.add(map(
                                "id", gid("ReturnLineItem", state.next()),
                                "customerNote", asked.get("customerNote"),
                                "returnReasonDefinition", map("name", asked.get("returnReasonDefinitionId")),
                                "fulfillmentLineItem", part));
                    }
                }
            }
        }
        if (lines.isEmpty()) {
            return refused("userErrors", "return");
        }
        Map<String, Object> made = map(
                "id", gid("Return", state.next()),
                "name", "R1",
                "status", "REQUESTED",
                "createdAt", "2026-11-24T09:00:00Z",
                "returnLineItems", lines);
        list(order, "returns").add(made);
        state.touch(order);
        return map("return", made, "userErrors", listOf());
    }
}
