package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

    private static final URI HOOK = URI.create("https://bot.example/hooks/shop1");
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final String GOLDEN_BODY = "{\"id\":820982911946154508,\"name\":\"#9999\"}";
    private static final String GOLDEN = "YBwnJ9vsibq7srObgXybmGHWuwos+jDEL//7749XS78=";

    private final HandClock clock = new HandClock(OpenShop.START);
    private final ShopSimulator shop = new ShopSimulator(clock);
    private final ShopifyAdapter adapter = OpenShop.adapter(shop, "graphql", clock);

    @AfterEach
    void close() {
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    private static String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ShopSimulator.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static WebhookRequest request(String topic, String body, Map<String, String> others) {
        return request("POST", topic, body.getBytes(StandardCharsets.UTF_8), others);
    }

    private static WebhookRequest request(String method, String topic, byte[] body, Map<String, String> others) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "x-shopify-topic",
                topic,
                "x-shopify-shop-domain",
                ShopSimulator.SHOP,
                "x-shopify-webhook-id",
                "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
                "x-shopify-hmac-sha256",
                sign(body)));
        headers.putAll(others);
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new WebhookRequest(method, lists, Map.of(), body, NOW);
    }

    private List<StoreEvent> events(WebhookRequest request) {
        WebhookOutcome<StoreEvent> outcome = adapter.receive(request);
        assertThat(outcome).isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(shop.calls).as("receiving makes no call").isEmpty();
        return ((WebhookOutcome.Accepted<StoreEvent>) outcome).events();
    }

    private int rejected(WebhookRequest request) {
        return ((WebhookOutcome.Rejected<StoreEvent>) adapter.receive(request)).status();
    }

    @Test
    void theGoldenVectorIsGenuine() {
        assertThat(sign(GOLDEN_BODY.getBytes(StandardCharsets.UTF_8))).isEqualTo(GOLDEN);
        assertThat(events(request("orders/updated", GOLDEN_BODY, Map.of("x-shopify-hmac-sha256", GOLDEN))))
                .containsExactly(
                        new StoreEvent.OrderChanged("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "820982911946154508", NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders/create | {\"id\":5}",
                "fulfillments/update | {\"id\":9,\"order_id\":5}",
                "refunds/create | {\"id\":9,\"order_id\":5}",
                "returns/request | {\"id\":9,\"order\":{\"id\":5}}"
            })
    void whateverHappensToAnOrderIsAChangeOfIt(String topic, String body) {
        assertThat(events(request(topic, body, Map.of())))
                .singleElement()
                .isInstanceOfSatisfying(
                        StoreEvent.OrderChanged.class,
                        changed -> assertThat(changed.orderId()).isEqualTo("5"));
    }

    @Test
    void aProductIsAChangeOfTheProduct() {
        assertThat(events(request(
                        "products/update", "{\"id\":11,\"updated_at\":\"2026-11-23T09:00:00+01:00\"}", Map.of())))
                .containsExactly(new StoreEvent.ProductChanged(
                        "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "11", Instant.parse("2026-11-23T08:00:00Z")));
    }

    @Test
    void aRepeatedDeliveryHasTheSameIdAndAnotherOneNot() {
        String first =
                events(request("orders/updated", "{\"id\":5}", Map.of())).get(0).eventId();
        assertThat(events(request("orders/updated", "{\"id\":5}", Map.of()))
                        .get(0)
                        .eventId())
                .isEqualTo(first);
        assertThat(events(request("orders/updated", "{\"id\":5}", Map.of("x-shopify-webhook-id", "another")))
                        .get(0)
                        .eventId())
                .isNotEqualTo(first);
        String bare = events(request("orders/updated", "{\"id\":5}", Map.of("x-shopify-webhook-id", " ")))
                .get(0)
                .eventId();
        assertThat(events(request("orders/updated", "{\"id\":6}", Map.of("x-shopify-webhook-id", " ")))
                        .get(0)
                        .eventId())
                .isNotEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"customers/data_request", "customers/redact", "shop/redact", "app/uninstalled", "new/topic"})
    void whatIsNoChangeIsTakenWithoutAnEvent(String topic) {
        assertThat(events(request(topic, "{\"shop_id\":1}", Map.of()))).isEmpty();
        assertThat(rejected(request(topic, "{\"shop_id\":1}", Map.of("x-shopify-hmac-sha256", GOLDEN))))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!!!",
                "YBwnJ9vsibq7srObgXybmA==",
                "ZBwnJ9vsibq7srObgXybmGHWuwos+jDEL//7749XS78=",
                "601c2727dbec89babbb2b39b817c9b9861d6bb0a2cfa30c42ffffbef8f574bbf"
            })
    void aWrongSignatureIsRejected(String signature) {
        assertThat(rejected(request("orders/updated", GOLDEN_BODY, Map.of("x-shopify-hmac-sha256", signature))))
                .isEqualTo(401);
    }

    @Test
    void theSignatureIsOverTheBytesAsTheyCame() {
        assertThat(rejected(request("orders/updated", GOLDEN_BODY + " ", Map.of("x-shopify-hmac-sha256", GOLDEN))))
                .isEqualTo(401);
    }

    @Test
    void whatIsSignedForAnotherShopOfTheAppIsRejected() {
        assertThat(rejected(request("orders/updated", GOLDEN_BODY, Map.of("x-shopify-shop-domain", "x.myshopify.com"))))
                .isEqualTo(403);
    }

    @Test
    void signedNonsenseIsRejected() {
        for (String body : List.of("", "[]", "null", "{", "{}", "{\"id\":null}", "{\"id\":5,\"updated_at\":\"x\"}")) {
            assertThat(rejected(request("orders/updated", body, Map.of())))
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(rejected(request("GET", "orders/updated", new byte[0], Map.of())))
                .isEqualTo(405);
    }

    @Test
    void withoutASecretNothingIsBelieved() {
        Map<String, String> settings = OpenShop.settings(shop, "graphql");
        settings.remove("clientSecret");
        ShopifyAdapter bare = OpenShop.adapter(settings, new OpenShop.Cache(clock), clock);
        assertThat(bare.capabilities().webhooks()).isFalse();
        assertThat(adapter.capabilities().webhooks()).isTrue();
        assertThat(bare.receive(request("orders/updated", GOLDEN_BODY, Map.of())))
                .isInstanceOf(WebhookOutcome.Rejected.class);
        bare.register(HOOK);
        assertThat(shop.state.hooks).isEmpty();
    }

    @Property(tries = 200)
    void noBytesMakeItThrow(@ForAll byte[] body, @ForAll String topic) {
        HandClock now = new HandClock(OpenShop.START);
        ShopifyAdapter any = (ShopifyAdapter) new ShopifyProvider()
                .open(
                        new io.polyclerk.spi.Connection(
                                new io.polyclerk.spi.message.ConnectionId("shop1"),
                                Map.of(
                                        "shopUrl", ShopSimulator.SHOP,
                                        "accessToken", "shpat_1",
                                        "clientSecret", ShopSimulator.CLIENT_SECRET)),
                        new io.polyclerk.spi.AdapterContext(
                                java.net.http.HttpClient.newHttpClient(),
                                now,
                                new OpenShop.Cache(now),
                                id -> {
                                    throw new IllegalStateException();
                                },
                                java.nio.file.Path.of("unused")));
        assertThatCode(() -> any.receive(request("POST", topic, body, Map.of())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void webhooksAreRegisteredOnceMovedAndTakenBack(String api) {
        ShopifyAdapter registering = OpenShop.adapter(shop, api, clock);
        shop.state.hooks.add(ShopState.map(
                "id",
                api.equals("rest") ? 1 : "gid://shopify/WebhookSubscription/1",
                "topic",
                api.equals("rest") ? "orders/updated" : "ORDERS_UPDATED",
                "uri",
                "https://bot.example/hooks/other",
                "address",
                "https://bot.example/hooks/other"));
        registering.register(HOOK);
        registering.register(HOOK);
        assertThat(shop.state.hooks).hasSize(10);
        registering.register(URI.create("https://new.example/hooks/shop1"));
        assertThat(shop.state.hooks).hasSize(10);
        assertThat(shop.state.hooks.toString()).doesNotContain("https://bot.example/hooks/shop1");
        registering.unregister();
        registering.unregister();
        assertThat(shop.state.hooks).hasSize(1);
    }
}
