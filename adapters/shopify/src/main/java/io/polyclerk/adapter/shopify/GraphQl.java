package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Sends our operations, keeps within what the shop grants, and looks for errors in all three places where a shop puts them. */
final class GraphQl {

    private static final Pattern NAMED = Pattern.compile("^(query|mutation|fragment) (\\w+)", Pattern.MULTILINE);
    private static final Pattern SPREAD = Pattern.compile("\\.\\.\\.(\\w+Fields)");
    private static final int MOST_PAGES = 20;
    private static final Map<String, String> TEXTS = texts();

    private final ShopifyApi api;
    private final Bucket bucket = Bucket.ofGraphQl();

    GraphQl(ShopifyApi api) {
        this.api = api;
    }

    /** Every operation by its name, with the fragments that it needs. */
    static Map<String, String> texts() {
        Map<String, String> parts = new HashMap<>();
        for (String part : resource().split("#---\\R")) {
            NAMED.matcher(part).results().findFirst().ifPresent(name -> parts.put(name.group(2), part.strip()));
        }
        Map<String, String> texts = new HashMap<>();
        parts.forEach((name, part) -> {
            if (!part.startsWith("fragment")) {
                texts.put(name, withFragments(part, parts));
            }
        });
        return Map.copyOf(texts);
    }

    private static String withFragments(String operation, Map<String, String> parts) {
        Set<String> needed = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(operation));
        while (!open.isEmpty()) {
            SPREAD.matcher(open.remove(0))
                    .results()
                    .map(MatchResult::group)
                    .map(name -> Objects.requireNonNull(parts.get(name.substring(3)), name))
                    .filter(needed::add)
                    .forEach(open::add);
        }
        return operation + "\n" + String.join("\n", needed);
    }

    private static String resource() {
        try (InputStream file = Objects.requireNonNull(GraphQl.class.getResourceAsStream("operations.graphql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @return what the operation answers with; single fields are null where the app may not see them */
    JsonNode query(String name, JsonNode variables) {
        return ShopifyApi.reading(() -> {
            try {
                return sent(name, variables, false);
            } catch (AdapterException.RateLimited throttled) {
                // Somebody else used the bucket up. Nothing was done, and the answer told how long it takes.
                if (throttled.retryAfter().compareTo(Duration.ofSeconds(3)) > 0) {
                    throw throttled;
                }
                Bucket.sleep(throttled.retryAfter());
                return sent(name, variables, false);
            }
        });
    }

    /** @return what the one mutation of the operation answers with */
    JsonNode mutate(String name, JsonNode variables) {
        JsonNode data = sent(name, variables, true);
        JsonNode payload = data.elements().hasNext() ? data.elements().next() : data;
        for (String place : List.of("userErrors", "orderCancelUserErrors")) {
            JsonNode error = payload.path(place).path(0);
            if (error.isObject()) {
                throw new AdapterException.Refused("the shop says no" + codeOf(error.path("code")));
            }
        }
        if (!payload.isObject()) {
            throw new AdapterException.Unavailable("the shop answered without an outcome", true, null);
        }
        return payload;
    }

    /** Goes through the pages of a connection until the consumer has enough. */
    void pages(
            String name,
            ObjectNode variables,
            Function<JsonNode, JsonNode> connection,
            Function<List<JsonNode>, Boolean> enough) {
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode found = connection.apply(query(name, variables));
            boolean last = !found.at("/pageInfo/hasNextPage").asBoolean();
            if (enough.apply(Json.list(found.path("nodes"))) || last) {
                return;
            }
            variables.set("after", found.at("/pageInfo/endCursor"));
        }
    }

    private JsonNode sent(String name, JsonNode variables, boolean write) {
        ObjectNode body = Json.object()
                .put("query", Objects.requireNonNull(TEXTS.get(name), name))
                .put("operationName", name)
                .set("variables", variables);
        double price = bucket.take(name);
        double cost = 0;
        JsonNode answer;
        try {
            answer = Answers.required(api.call((rest, token) -> rest.graphql(token, body)), write);
            cost = answer.at("/extensions/cost/actualQueryCost").asDouble(0);
        } finally {
            bucket.done(price, cost);
        }
        JsonNode told = answer.at("/extensions/cost");
        bucket.learnPrice(name, told.path("requestedQueryCost").asDouble(0));
        bucket.learn(
                told.at("/throttleStatus/currentlyAvailable").asDouble(),
                told.at("/throttleStatus/maximumAvailable").asDouble(),
                told.at("/throttleStatus/restoreRate").asDouble());
        check(answer, told, write);
        return answer.path("data");
    }

    private static void check(JsonNode answer, JsonNode cost, boolean write) {
        boolean empty = !answer.path("data").isObject() || isAllNull(answer.path("data"));
        for (JsonNode error : answer.path("errors")) {
            JsonNode code = error.at("/extensions/code");
            String told = "the shop answered with an error" + codeOf(code);
            switch (code.asText()) {
                case "THROTTLED" -> throw new AdapterException.RateLimited(told, untilGranted(cost));
                // Fields that the app may not see are null, which the readers know how to handle.
                case "ACCESS_DENIED" -> {
                    if (empty || write) {
                        throw new AdapterException.CredentialsRejected(told + ": the app lacks a permission (scope)");
                    }
                }
                case "SHOP_INACTIVE" -> throw new AdapterException.CredentialsRejected(told);
                case "INTERNAL_SERVER_ERROR", "TIMEOUT" -> throw new AdapterException.Unavailable(told, write, null);
                default -> throw new AdapterException.Refused(told);
            }
        }
        if (!answer.path("data").isObject()) {
            throw new AdapterException.Unavailable("the shop answered without data", write, null);
        }
    }

    private static boolean isAllNull(JsonNode data) {
        for (JsonNode value : data) {
            if (!value.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static Duration untilGranted(JsonNode cost) {
        double missing = cost.path("requestedQueryCost").asDouble()
                - cost.at("/throttleStatus/currentlyAvailable").asDouble();
        double restore = cost.at("/throttleStatus/restoreRate").asDouble();
        return missing > 0 && restore > 0
                ? Duration.ofMillis((long) Math.ceil(missing / restore * 1_000))
                : Duration.ofSeconds(1);
    }

    /** Only what looks like a code is passed on, as it gets into logs. */
    private static String codeOf(JsonNode code) {
        return code.asText().matches("[A-Z0-9_]{1,60}") ? ": " + code.asText() : "";
    }
}
