package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Response;
import feign.auth.BasicAuthRequestInterceptor;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.support.Pictures;
import io.polyclerk.support.ShopClient;
import io.polyclerk.support.Turnstile;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls the shop and sorts its errors. Neither the keys nor anything that a shop answers gets into a message. */
final class WooCommerceApi {

    static final int LARGEST_PAGE = 100;

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Hosts of shops bear two to four requests at once. */
    private static final int AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A payment provider takes its time, and cutting it short leaves everybody in doubt. */
    private static final Duration REFUND_PATIENCE = Duration.ofSeconds(90);

    private final @Nullable HttpClient ownClient;
    private final HttpClient http;
    private final String host;
    private final Request.Options refundPatience;
    private final WooCommerceRest rest;
    private final ShopSettings settings;
    private final WooCommerceRest.Public everybody;

    WooCommerceApi(Connection connection, AdapterContext context) {
        String address = ShopAddress.of(
                connection.requiredSetting("shopUrl"), "true".equals(connection.setting("allowPlainHttp")));
        String key = connection.requiredSetting("consumerKey").strip();
        String secret = connection.requiredSetting("consumerSecret").strip();
        String certificate = connection.setting("trustedCertificate");
        ownClient = certificate == null ? null : ShopClient.trusting(certificate);
        http = ownClient == null ? context.http() : ownClient;
        host = URI.create(address).getHost();
        refundPatience = ShopClient.patience(http, REFUND_PATIENCE);
        // What everybody can read must not see the keys, so the two share nothing but the client.
        Client client = new Turnstile(new ShopClient(http), AT_ONCE);
        everybody = ShopClient.feign(http, JSON, PATIENCE).client(client).target(WooCommerceRest.Public.class, address);
        Feign.Builder withKeys = ShopClient.feign(http, JSON, PATIENCE);
        if (address.startsWith("https:")) {
            withKeys.client(client).requestInterceptor(new BasicAuthRequestInterceptor(key, secret));
        } else {
            withKeys.client(new SignedClient(client, key, secret));
        }
        rest = withKeys.target(WooCommerceRest.class, address);
        settings = new ShopSettings(rest, context.cache());
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    ShopSettings settings() {
        return settings;
    }

    Optional<JsonNode> order(long id) {
        return Answers.ifThere(rest.order(id))
                .filter(order -> !order.path("status").asText().equals("trash"));
    }

    JsonNode updateOrder(long id, JsonNode change) {
        return Answers.required(rest.updateOrder(id, change));
    }

    /** Whether the key may write, which the shop only tells when somebody tries. */
    boolean mayWrite() {
        int status = rest.changeOrders(object()).status();
        return status != 401 && status != 403;
    }

    /** Pages through orders until enough of them are wanted ones. */
    List<JsonNode> orders(Map<String, ?> query, Predicate<JsonNode> wanted, int limit) {
        return Paging.all(asked -> Answers.required(rest.orders(asked)), query, wanted, limit);
    }

    List<JsonNode> orderPage(Map<String, Object> query) {
        return Answers.list(Answers.required(rest.orders(query)));
    }

    List<JsonNode> refunds(long orderId) {
        return Answers.list(Answers.required(rest.refunds(orderId)));
    }

    JsonNode createRefund(long orderId, JsonNode refund) {
        return Answers.required(rest.createRefund(orderId, refund, refundPatience));
    }

    List<JsonNode> notes(long orderId) {
        return Answers.list(Answers.required(rest.notes(orderId)));
    }

    /** What the customer may read, of an order that may be gone. */
    List<JsonNode> customerNotes(long orderId) {
        return Answers.ifThere(rest.customerNotes(orderId)).map(Answers::list).orElse(List.of());
    }

    void createNote(long orderId, JsonNode note) {
        Answers.required(rest.createNote(orderId, note));
    }

    /** None as well when the shop has the feature switched off. */
    List<JsonNode> fulfillments(long orderId) {
        Response response = rest.fulfillments(orderId);
        return response.status() == 404 ? List.of() : Answers.list(Answers.required(response));
    }

    List<JsonNode> products(Map<String, ?> query, Predicate<JsonNode> wanted, int limit) {
        return Paging.all(asked -> Answers.required(rest.products(asked)), query, wanted, limit);
    }

    /** One page of what is on sale, the longest known first. */
    List<JsonNode> productPage(int page, int size) {
        return Answers.list(Answers.required(rest.products(
                Map.of("status", "publish", "orderby", "id", "order", "asc", "page", page, "per_page", size))));
    }

    /** A picture of a product. A private authority is trusted for the shop and for nobody else. */
    InputStream picture(@Nullable URI address) {
        if (ownClient != null && address != null && !host.equalsIgnoreCase(address.getHost())) {
            throw new AdapterException.Refused("the picture lies on another host than the shop");
        }
        return Pictures.open(http, address);
    }

    /**
     * One page of the variations of all products, the longest known first; none in a shop that does not list them by themselves
     * (before WooCommerce 10.3).
     */
    List<JsonNode> variationPage(int page, int size) {
        Response response = rest.variations(
                Map.of("status", "publish", "orderby", "id", "order", "asc", "page", page, "per_page", size));
        return response.status() == 404 ? List.of() : Answers.list(Answers.required(response));
    }

    List<JsonNode> variations(long productId) {
        return Paging.all(
                asked -> Answers.required(rest.variations(productId, asked)),
                Map.of("status", "publish", "orderby", "menu_order", "order", "asc"),
                variation -> true,
                5 * LARGEST_PAGE);
    }

    /** Coupons with a code; the shop lists no others for it. */
    List<JsonNode> coupons(String code) {
        return Answers.list(Answers.required(rest.coupons(Map.of("code", code))));
    }

    /** Products as visitors see them, at most a hundred; none when the shop shows them to no program. */
    List<JsonNode> shownProducts(Map<String, Object> query) {
        Response response = everybody.products(query);
        return response.status() >= 400 && response.status() <= 404
                ? List.of()
                : Answers.list(Answers.required(response));
    }

    /** The pages that everybody can read; none when the shop hides them from programs. */
    List<JsonNode> pages() {
        List<JsonNode> found = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            // In the address itself, Feign would make a parameter of each name, and WordPress heeds the last one only.
            Response response = everybody.pages(
                    Map.of("per_page", LARGEST_PAGE, "page", page, "_fields", "id,slug,title,content,link,lang"));
            if (response.status() >= 400 && response.status() <= 404) {
                return found;
            }
            List<JsonNode> batch = Answers.list(Answers.required(response));
            found.addAll(batch);
            if (batch.size() < LARGEST_PAGE) {
                return found;
            }
        }
        return found;
    }

    List<JsonNode> webhooks() {
        return Paging.all(
                asked -> Answers.required(rest.webhooks(asked)),
                Map.of("status", "all"),
                webhook -> true,
                Integer.MAX_VALUE);
    }

    void createWebhook(JsonNode webhook) {
        Answers.required(rest.createWebhook(webhook));
    }

    void updateWebhook(long id, JsonNode webhook) {
        Answers.required(rest.updateWebhook(id, webhook));
    }

    void deleteWebhook(long id) {
        Answers.ifThere(rest.deleteWebhook(id));
    }

    /**
     * Tells the shop's own plugin what it is connected to.
     *
     * @return false when there is no such plugin
     */
    boolean introduce(JsonNode facts) {
        Response response = rest.introduce(facts);
        if (response.status() == 404) {
            return false;
        }
        Answers.required(response);
        return true;
    }

    void close() {
        if (ownClient != null) {
            ownClient.shutdownNow();
        }
    }
}
