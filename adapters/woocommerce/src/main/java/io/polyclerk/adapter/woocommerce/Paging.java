package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Goes through the pages of a list of the shop. */
final class Paging {

    private static final int MOST_PAGES = 20;

    private Paging() {}

    /** Asks for page after page until enough of what is there is wanted. */
    static List<JsonNode> all(
            Function<Map<String, Object>, JsonNode> call, Map<String, ?> query, Predicate<JsonNode> wanted, int limit) {
        // What is added meanwhile moves the rest back, so that one thing can be on two pages.
        Map<String, JsonNode> found = new LinkedHashMap<>();
        Map<String, Object> asked = new LinkedHashMap<>(query);
        // A search finds little, and what it finds may still not be what is wanted.
        int size = query.containsKey("search")
                ? WooCommerceApi.LARGEST_PAGE
                : Math.clamp(limit, 10, WooCommerceApi.LARGEST_PAGE);
        asked.put("per_page", size);
        for (int page = 1; page <= MOST_PAGES && found.size() < limit; page++) {
            asked.put("page", page);
            List<JsonNode> batch = Answers.list(call.apply(asked));
            batch.stream()
                    .filter(wanted)
                    .forEach(one -> found.putIfAbsent(one.path("id").asText(), one));
            if (batch.size() < size) {
                break;
            }
        }
        return found.values().stream().limit(limit).toList();
    }
}
