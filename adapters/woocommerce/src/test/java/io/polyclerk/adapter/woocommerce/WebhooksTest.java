package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest extends ShopCase {

    private static final URI HOOK = URI.create("https://bot.example/hooks/wc1");

    private List<StoreEvent> events(WebhookRequest request) {
        WebhookOutcome<StoreEvent> outcome = adapter.receive(request);
        assertThat(outcome).isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(shop.calls).as("receiving makes no call").isEmpty();
        return ((WebhookOutcome.Accepted<StoreEvent>) outcome).events();
    }

    static WebhookRequest signed(String topic, String body, String delivery) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(OpenShop.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return request(
                    "POST",
                    bytes,
                    Map.of(
                            "x-wc-webhook-topic",
                            topic,
                            "x-wc-webhook-delivery-id",
                            delivery,
                            "x-wc-webhook-signature",
                            Base64.getEncoder().encodeToString(mac.doFinal(bytes))));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static WebhookRequest request(String method, byte[] body, Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new WebhookRequest(method, lists, Map.of(), body, Instant.parse("2026-11-24T09:00:00Z"));
    }

    @Test
    void aRecordedOrderUpdateIsAnOrderChange() {
        assertThat(events(Recordings.delivery("order_updated")))
                .singleElement()
                .isInstanceOfSatisfying(StoreEvent.OrderChanged.class, changed -> {
                    assertThat(changed.orderId()).isEqualTo("218");
                    assertThat(changed.at()).isEqualTo(Instant.parse("2026-11-22T06:46:06Z"));
                });
        assertThat(events(Recordings.delivery("order_created")))
                .singleElement()
                .isInstanceOf(StoreEvent.OrderChanged.class);
        assertThat(events(Recordings.delivery("order_deleted")))
                .singleElement()
                .isInstanceOfSatisfying(StoreEvent.OrderChanged.class, deleted -> {
                    assertThat(deleted.orderId()).isEqualTo("249");
                    assertThat(deleted.at()).isEqualTo(Instant.parse("2026-11-22T06:48:17Z"));
                });
    }

    @Test
    void aVariationChangesItsProduct() {
        assertThat(((StoreEvent.ProductChanged)
                                events(Recordings.delivery("product_updated")).get(0))
                        .productId())
                .isEqualTo("13");
        assertThat(((StoreEvent.ProductChanged) events(Recordings.delivery("product_updated_variation"))
                                .get(0))
                        .productId())
                .isEqualTo("149");
    }

    @Test
    void whatNobodyAskedForIsTakenAndForgotten() {
        assertThat(events(Recordings.delivery("customer_updated"))).isEmpty();
        assertThat(events(signed("action.woocommerce_add_to_cart", "{\"id\":1}", "d")))
                .isEmpty();
    }

    @Test
    void theUnsignedPingIsTakenAndNothingElseUnsigned() {
        assertThat(events(Recordings.delivery("ping"))).isEmpty();
        for (String body : List.of("webhook_id=1&id=5", "webhook_id=x", "{\"id\":249}", "", "webhook_id=1\n{}")) {
            assertThat(adapter.receive(request("POST", body.getBytes(StandardCharsets.UTF_8), Map.of())))
                    .as(body)
                    .isInstanceOf(WebhookOutcome.Rejected.class);
        }
    }

    @Test
    void theGoldenVectorIsGenuine() {
        Map<String, String> settings = OpenShop.settings(shop);
        settings.put("webhookSecret", "woo-secret");
        WooCommerceAdapter other = OpenShop.adapter(settings, clock);
        assertThat(other.receive(request(
                        "POST",
                        "{\"id\":727,\"status\":\"processing\"}".getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "X-WC-Webhook-Topic",
                                "order.updated",
                                "X-WC-Webhook-Signature",
                                "LvZUOgju7ekgfsyNofEgI6eG086kg6Y0Xx+IyVWgGCg="))))
                .isInstanceOf(WebhookOutcome.Accepted.class);
        other.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7gKsdC0YRMUOjtsd9Z/zBBcV1J4IAst5rjcMnJFl81E=",
                "7gKsdC0YRMUOjtsd9Z/zBBcV1J4IAst5rjcMnJFl81",
                "7gKs",
                "",
                "!!!",
                "GX67CJ3doHjma57MmytCikmmcqVIDo7z8IySvkjw4GQ="
            })
    void aWrongSignatureIsRejected(String signature) {
        WebhookRequest genuine = Recordings.delivery("order_updated");
        WebhookRequest forged = request(
                "POST",
                genuine.body(),
                Map.of("X-WC-Webhook-Topic", "order.updated", "X-WC-Webhook-Signature", signature));
        assertThat(adapter.receive(forged))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
    }

    @Test
    void oneChangedByteIsEnough() {
        WebhookRequest genuine = Recordings.delivery("order_updated");
        byte[] changed = genuine.body().clone();
        changed[10] ^= 1;
        assertThat(adapter.receive(
                        new WebhookRequest("POST", genuine.headers(), Map.of(), changed, genuine.receivedAt())))
                .isInstanceOf(WebhookOutcome.Rejected.class);
    }

    @Test
    void onlyPostsAreTakenAndOnlyWithASecret() {
        WebhookRequest genuine = Recordings.delivery("order_updated");
        assertThat(adapter.receive(
                        new WebhookRequest("GET", genuine.headers(), Map.of(), genuine.body(), genuine.receivedAt())))
                .isInstanceOf(WebhookOutcome.Rejected.class);
        Map<String, String> settings = OpenShop.settings(shop);
        settings.remove("webhookSecret");
        WooCommerceAdapter silent = OpenShop.adapter(settings, clock);
        assertThat(silent.capabilities().webhooks()).isFalse();
        assertThat(adapter.capabilities().webhooks()).isTrue();
        assertThat(silent.receive(genuine)).isInstanceOf(WebhookOutcome.Rejected.class);
        silent.register(HOOK);
        assertThat(shop.calls)
                .as("nothing is registered that cannot be verified")
                .isEmpty();
        silent.close();
    }

    @Test
    void eventsAreToldApartThoughTheShopGivesThemOneDeliveryId() {
        WebhookRequest one = Recordings.delivery("order_updated");
        WebhookRequest other = Recordings.delivery("order_updated_with_refunds");
        assertThat(one.header("X-WC-Webhook-Delivery-ID")).isEqualTo(other.header("X-WC-Webhook-Delivery-ID"));
        assertThat(events(one).get(0).eventId())
                .isNotEqualTo(events(other).get(0).eventId());
        assertThat(events(one).get(0).eventId())
                .as("the same for a repeated delivery")
                .isEqualTo(events(Recordings.delivery("order_updated")).get(0).eventId());
        assertThat(events(signed("order.updated", "{\"id\":1,\"date_modified_gmt\":\"2026-11-24T08:00:00\"}", "d1"))
                        .get(0)
                        .eventId())
                .as("sent again with another delivery id it is still the same")
                .isEqualTo(events(signed(
                                "order.updated", "{\"id\":1,\"date_modified_gmt\":\"2026-11-24T08:00:00\"}", "d2"))
                        .get(0)
                        .eventId());
    }

    @Test
    void anOrderCanBeDeletedTwice() {
        assertThat(events(signed("order.deleted", "{\"id\":249}", "d1")).get(0).eventId())
                .isNotEqualTo(events(signed("order.deleted", "{\"id\":249}", "d2"))
                        .get(0)
                        .eventId())
                .isNotEqualTo(events(signed("order.restored", "{\"id\":249}", "d1"))
                        .get(0)
                        .eventId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"id\":null}",
                "{\"id\":{}}",
                "{\"id\":1,\"date_modified_gmt\":\"yesterday\"}",
                "{\"id\":1",
                "<html>"
            })
    void signedNonsenseIsRejectedAndNeverThrows(String body) {
        assertThat(adapter.receive(signed("order.updated", body, "d")))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(400));
    }

    @Property(tries = 500)
    void hostileBodiesNeverThrow(
            @ForAll byte[] noise, @ForAll @IntRange(max = 4_000) int cut, @ForAll @IntRange(max = 7) int bit) {
        WooCommerceWebhooks webhooks = new WooCommerceWebhooks(
                OpenShop.WEBHOOK_SECRET, "Polyclerk wc1", new WooCommerceApi(connection(), OpenShop.context(clock)));
        byte[] genuine = Recordings.delivery("order_updated").body();
        byte[] flipped = genuine.clone();
        flipped[cut % flipped.length] ^= (byte) (1 << bit);
        for (byte[] body : List.of(noise, flipped, Arrays.copyOf(genuine, cut))) {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            assertThatCode(() -> webhooks.receive(signed("order.updated", text, "d")))
                    .doesNotThrowAnyException();
            assertThatCode(() -> webhooks.receive(request("POST", body, Map.of())))
                    .doesNotThrowAnyException();
        }
    }

    private static io.polyclerk.spi.Connection connection() {
        return new io.polyclerk.spi.Connection(
                new io.polyclerk.spi.message.ConnectionId("wc1"),
                Map.of("shopUrl", "https://shop.example", "consumerKey", "ck_1", "consumerSecret", "cs_1"));
    }

    @Test
    void registeringTellsTheShopEveryTopicOnce() {
        adapter.register(HOOK);
        assertThat(shop.state.webhooks.all.values()).hasSize(7).allSatisfy(webhook -> {
            assertThat(webhook.path("delivery_url").asText()).isEqualTo(HOOK.toString());
            assertThat(webhook.path("secret").asText()).isEqualTo(OpenShop.WEBHOOK_SECRET);
            assertThat(webhook.path("status").asText()).isEqualTo("active");
        });
        assertThat(shop.state.webhooks.all.values())
                .extracting(webhook -> webhook.path("topic").asText())
                .contains("order.updated", "order.deleted", "order.restored", "product.updated");
        adapter.register(HOOK);
        assertThat(shop.state.webhooks.all).as("registered once more").hasSize(7);
    }

    @Test
    void whatTheShopSwitchedOffIsSwitchedOnAgain() {
        adapter.register(HOOK);
        ObjectNode disabled = shop.state.webhooks.all.values().iterator().next();
        disabled.put("status", "disabled").put("secret", "old");
        adapter.register(URI.create("https://new.example/hooks/wc1"));
        assertThat(disabled.path("status").asText()).isEqualTo("active");
        assertThat(disabled.path("secret").asText()).isEqualTo(OpenShop.WEBHOOK_SECRET);
        assertThat(disabled.path("delivery_url").asText()).isEqualTo("https://new.example/hooks/wc1");
    }

    @Test
    void unregisteringTakesOursAndNobodyElses() {
        ObjectNode foreign = (ObjectNode) Recordings.json("webhook_one");
        shop.state.webhooks.all.put(1L, foreign);
        adapter.register(HOOK);
        adapter.unregister();
        adapter.unregister();
        assertThat(shop.state.webhooks.all.values()).containsExactly(foreign);
    }
}
