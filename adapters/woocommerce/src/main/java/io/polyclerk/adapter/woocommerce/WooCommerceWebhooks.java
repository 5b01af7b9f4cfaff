package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.support.Hmac;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifies and reads what the shop sends, and tells the shop where to send it. */
final class WooCommerceWebhooks {

    private static final Pattern PING = Pattern.compile("webhook_id=\\d{1,20}");
    private static final List<String> TOPICS = List.of(
            "order.created",
            "order.updated",
            "order.deleted",
            "order.restored",
            "product.created",
            "product.updated",
            "product.deleted");

    private final @Nullable String secret;
    private final String name;
    private final WooCommerceApi api;

    /** @param name of our webhooks in the shop: by it they are found again */
    WooCommerceWebhooks(@Nullable String secret, String name, WooCommerceApi api) {
        this.secret = secret;
        this.name = name;
        this.api = api;
    }

    WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookOutcome.rejected(405, "webhooks are posted");
        }
        String signature = request.header("X-WC-Webhook-Signature");
        if (signature == null) {
            // A new webhook knocks once, unsigned and with nothing to tell; refused, it would not be switched on.
            return isPing(request)
                    ? WebhookOutcome.accepted(List.of())
                    : WebhookOutcome.rejected(401, "signature missing");
        }
        if (secret == null) {
            return WebhookOutcome.rejected(403, "this connection has no webhook secret");
        }
        if (!Hmac.isSigned(request.body(), signature, secret)) {
            return WebhookOutcome.rejected(401, "signature wrong");
        }
        try {
            return read(request, WooCommerceApi.JSON.readTree(request.body()));
        } catch (IOException | DateTimeException unreadable) {
            return WebhookOutcome.rejected(400, "not a webhook of WooCommerce");
        }
    }

    private static boolean isPing(WebhookRequest request) {
        return request.body().length < 40
                && PING.matcher(new String(request.body(), StandardCharsets.ISO_8859_1))
                        .matches();
    }

    private static WebhookOutcome<StoreEvent> read(WebhookRequest request, JsonNode body) {
        String topic = Objects.requireNonNullElse(request.header("X-WC-Webhook-Topic"), "");
        String id = Json.text(body, "id");
        if (id == null) {
            return WebhookOutcome.rejected(400, "nothing with an id");
        }
        Instant changed = Json.instantOrNull(body, "date_modified_gmt");
        Instant at = changed == null ? request.receivedAt() : changed;
        String event = eventId(topic, request, changed != null);
        String parent = ProductReader.parentOf(body);
        return switch (topic.replaceFirst("\\..*", "")) {
            case "order" -> WebhookOutcome.accepted(List.of(new StoreEvent.OrderChanged(event, id, at)));
            case "product" ->
                WebhookOutcome.accepted(
                        List.of(new StoreEvent.ProductChanged(event, parent == null ? id : parent, at)));
            // Others may have been set up by hand; refused, the shop would switch them off.
            default -> WebhookOutcome.accepted(List.of());
        };
    }

    /**
     * The shop's delivery id is the same for everything that one webhook sends within a second, so what was sent tells events apart.
     * Of a deletion only the id is sent, which may be deleted, restored and deleted again: there the delivery id helps.
     */
    private static String eventId(String topic, WebhookRequest request, boolean dated) {
        String delivery = dated ? "" : request.header("X-WC-Webhook-Delivery-ID");
        return Trace.hash(topic + "\n" + delivery + "\n" + Trace.hash(request.body()));
    }

    /** Also switches on again what the shop switched off after failures, which it does without telling anybody. */
    void register(URI address) {
        if (secret == null) {
            return;
        }
        List<JsonNode> known = api.webhooks();
        for (String topic : TOPICS) {
            ObjectNode wanted = WooCommerceApi.object()
                    .put("name", name)
                    .put("delivery_url", address.toString())
                    .put("secret", secret)
                    .put("status", "active");
            List<JsonNode> same = known.stream()
                    .filter(this::isOurs)
                    .filter(webhook -> webhook.path("topic").asText().equals(topic))
                    .toList();
            if (same.isEmpty()) {
                api.createWebhook(wanted.put("topic", topic));
            } else {
                // The shop never shows the secret, so it is set each time.
                api.updateWebhook(same.get(0).path("id").asLong(), wanted);
            }
        }
    }

    void unregister() {
        Set<Long> ours = api.webhooks().stream()
                .filter(this::isOurs)
                .map(webhook -> webhook.path("id").asLong())
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        ours.forEach(api::deleteWebhook);
    }

    private boolean isOurs(JsonNode webhook) {
        return webhook.path("name").asText().equals(name);
    }
}
