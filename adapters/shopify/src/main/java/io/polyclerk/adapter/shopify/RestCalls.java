package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.Response;
import io.polyclerk.spi.AdapterException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Calls REST Admin within what the shop grants, page by page. */
final class RestCalls {

    static final int LARGEST_PAGE = 250;

    private static final int MOST_PAGES = 20;
    private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]page_info=([\\w%=.-]+)[^>]*>; rel=\"next\"");

    private final ShopifyApi api;
    private final Bucket bucket = Bucket.ofRest();

    RestCalls(ShopifyApi api) {
        this.api = api;
    }

    Response call(BiFunction<ShopifyRest, String, Response> call) {
        double price = bucket.take("call");
        try {
            Response response = api.call(call);
            bucket.learnFrom(response);
            return response;
        } finally {
            bucket.done(price, price);
        }
    }

    JsonNode get(String path, Map<String, Object> query) {
        return ShopifyApi.reading(() -> Answers.required(call((rest, token) -> rest.get(token, path, query)), false));
    }

    Optional<JsonNode> ifThere(String path) {
        return ShopifyApi.reading(() -> {
            Response response = call((rest, token) -> rest.get(token, path, Map.of()));
            return response.status() == 404 ? Optional.empty() : Optional.of(Answers.required(response, false));
        });
    }

    JsonNode post(String path, ObjectNode body) {
        return Answers.required(call((rest, token) -> rest.post(token, path, body)), true);
    }

    void put(String path, ObjectNode body) {
        Answers.required(call((rest, token) -> rest.put(token, path, body)), true);
    }

    static String checked(String id) {
        if (!id.matches("[1-9]\\d{0,18}")) {
            throw new AdapterException.Refused("there is no such thing in the shop");
        }
        return id;
    }

    /** Pages through a list until enough of it are wanted ones. */
    List<JsonNode> pages(String path, String list, Map<String, Object> query, Predicate<JsonNode> wanted, int most) {
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

    static Optional<String> next(Response response) {
        return Answers.header(response, "Link")
                .flatMap(links -> NEXT.matcher(links).results().findFirst())
                .map((MatchResult mark) -> mark.group(1));
    }
}
