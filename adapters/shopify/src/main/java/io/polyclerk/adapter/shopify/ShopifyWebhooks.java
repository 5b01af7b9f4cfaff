package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verifies and reads what the shop sends, and tells the shop where to send it. */
final class ShopifyWebhooks {

    private static final List<String> TOPICS = List.of(
            "ORDERS_CREATE",
            "ORDERS_UPDATED",
            "ORDERS_DELETE",
            "FULFILLMENTS_CREATE",
            "FULFILLMENTS_UPDATE",
            "REFUNDS_CREATE",
            "PRODUCTS_CREATE",
            "PRODUCTS_UPDATE",
            "PRODUCTS_DELETE");

    private final @Nullable String secret;
    private final String shopDomain;
    private final String connection;
    private final Shop shop;

    /** @param connection its id is the last part of the address that webhooks go to, by which they are found again */
    ShopifyWebhooks(@Nullable String secret, String shopDomain, String connection, Shop shop) {
        this.secret = secret;
        this.shopDomain = shopDomain;
        this.connection = connection;
        this.shop = shop;
    }

    WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookOutcome.rejected(405, "webhooks are posted");
        }
        if (secret == null) {
            return WebhookOutcome.rejected(403, "this connection has no client secret");
        }
        if (!Signatures.isBody(request.body(), header(request, "Hmac-Sha256"), secret)) {
            return WebhookOutcome.rejected(401, "signature missing or wrong");
        }
        // All shops that use an app are signed for with the same secret.
        if (!shopDomain.equalsIgnoreCase(header(request, "Shop-Domain"))) {
            return WebhookOutcome.rejected(403, "of another shop");
        }
        try {
            return read(request, Json.MAPPER.readTree(request.body()));
        } catch (IOException | DateTimeException unreadable) {
            return WebhookOutcome.rejected(400, "not a webhook of Shopify");
        }
    }

    /** The newer kind of webhooks leaves out the X. */
    private static @Nullable String header(WebhookRequest request, String name) {
        return Json.first(request.header("X-Shopify-" + name), request.header("Shopify-" + name));
    }

    private static WebhookOutcome<StoreEvent> read(WebhookRequest request, @Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            return WebhookOutcome.rejected(400, "nothing in it");
        }
        String topic = Objects.requireNonNullElse(header(request, "Topic"), "");
        String event = eventId(request, topic);
        Instant at = at(request, body);
        String kind = topic.replaceFirst("/.*", "");
        String id = switch (kind) {
            case "orders", "products" -> Json.text(body, "id");
            case "fulfillments", "refunds" -> Json.text(body, "order_id");
            case "returns" -> Json.first(Json.text(body, "order_id"), Json.text(body.path("order"), "id"));
            default -> "";
        };
        if (id == null) {
            return WebhookOutcome.rejected(400, "nothing with an id");
        }
        return switch (kind) {
            case "orders", "fulfillments", "refunds", "returns" ->
                WebhookOutcome.accepted(List.of(new StoreEvent.OrderChanged(event, id, at)));
            case "products" -> WebhookOutcome.accepted(List.of(new StoreEvent.ProductChanged(event, id, at)));
            // Those on privacy and on the app itself too: the platform wants to see them taken.
            default -> WebhookOutcome.accepted(List.of());
        };
    }

    /** The platform's id of a delivery stays the same when it is repeated. */
    private static String eventId(WebhookRequest request, String topic) {
        String delivery = header(request, "Webhook-Id");
        if (delivery != null && delivery.matches("[\\w-]{1,100}")) {
            return delivery;
        }
        byte[] head = (topic + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + request.body().length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(request.body(), 0, whole, head.length, request.body().length);
        return UUID.nameUUIDFromBytes(whole).toString();
    }

    /** Deliveries come in any order: the thing itself says best when it changed. */
    private static Instant at(WebhookRequest request, JsonNode body) {
        String written = Json.first(Json.text(body, "updated_at"), header(request, "Triggered-At"));
        return written == null
                ? request.receivedAt()
                : OffsetDateTime.parse(written).toInstant();
    }

    /** The platform deletes webhooks that were not taken for hours, so this is also how they come back. */
    void register(URI address) {
        if (secret == null) {
            return;
        }
        List<Shop.Hook> ours = ours();
        ours.stream()
                .filter(hook -> !hook.address().equals(address.toString()))
                .forEach(hook -> shop.deleteHook(hook.id()));
        for (String topic : TOPICS) {
            if (ours.stream()
                    .noneMatch(
                            hook -> hook.topic().equals(topic) && hook.address().equals(address.toString()))) {
                shop.createHook(topic, address);
            }
        }
    }

    void unregister() {
        ours().forEach(hook -> shop.deleteHook(hook.id()));
    }

    /** The app may serve several connections; a shop only tells the webhooks of the app that asks. */
    private List<Shop.Hook> ours() {
        return shop.hooks().stream()
                .filter(hook -> hook.address().endsWith("/" + connection))
                .toList();
    }
}
