package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.App;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Notice;
import io.polyclerk.spi.PrivacyRequest;
import io.polyclerk.spi.WebhookRequest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform tells an app without being asked: privacy requests, ends, other rights. Nothing is called. */
class NoticesTest {

    private static final String SECRET = "hush";
    private static final String SHOP = "some-shop.myshopify.com";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_030);

    private final Installation installation = new ShopifyProvider()
            .installation(new App(
                    Map.of("clientId", "abc123", "clientSecret", SECRET),
                    HttpClient.newHttpClient(),
                    Clock.fixed(NOW, ZoneOffset.UTC)));

    @ParameterizedTest
    @ValueSource(strings = {"customers/data_request", "customers/redact", "shop/redact", "app/uninstalled"})
    void aWrongSignatureIsA401AsReviewersWantIt(String topic) {
        assertThat(installation.receive(notice(topic, "{}", "YBwnJ9vsibq7srObgXybmGHWuwos+jDEL//7749XS78=")))
                .isEqualTo(new Notice.Rejected(401, "signature missing or wrong"));
    }

    @Test
    void aCustomersRequestNamesWhoIsMeant() {
        String body = "{\"shop_id\":1,\"shop_domain\":\"" + SHOP
                + "\",\"customer\":{\"id\":191167,\"email\":\"john@example.com\",\"phone\":\"555-625-1199\"},"
                + "\"orders_requested\":[299938,280263],\"data_request\":{\"id\":9999}}";

        Notice.PrivacyAsked asked = (Notice.PrivacyAsked) installation.receive(signed("customers/data_request", body));

        assertThat(asked.request().kind()).isEqualTo(PrivacyRequest.Kind.EXPORT_CUSTOMER);
        assertThat(asked.request().customerId()).isEqualTo("191167");
        assertThat(asked.request().email()).isEqualTo("john@example.com");
        assertThat(asked.request().orders()).containsExactly("299938", "280263");
        assertThat(asked.request().toString()).doesNotContain("john");
    }

    @Test
    void redactionsNameWhoAndWhichOrders() {
        String body = "{\"customer\":{\"id\":191167,\"email\":\"john@example.com\"},\"orders_to_redact\":[299938]}";

        assertThat(((Notice.PrivacyAsked) installation.receive(signed("customers/redact", body))).request())
                .satisfies(request -> {
                    assertThat(request.kind()).isEqualTo(PrivacyRequest.Kind.ERASE_CUSTOMER);
                    assertThat(request.orders()).containsExactly("299938");
                });
        assertThat(((Notice.PrivacyAsked) installation.receive(signed("shop/redact", "{\"shop_id\":1}")))
                        .request()
                        .kind())
                .isEqualTo(PrivacyRequest.Kind.ERASE_SHOP);
    }

    @Test
    void aRepeatedDeliveryIsTheSameRequest() {
        assertThat(((Notice.PrivacyAsked) installation.receive(signed("shop/redact", "{}")))
                        .request()
                        .id())
                .isEqualTo(((Notice.PrivacyAsked) installation.receive(signed("shop/redact", "{}")))
                        .request()
                        .id());
    }

    @Test
    void anUninstallSaysWhen() {
        assertThat(installation.receive(signed("app/uninstalled", "{\"id\":1}")))
                .isEqualTo(new Notice.Uninstalled(SHOP, Instant.parse("2026-11-22T10:00:00Z")));
    }

    @Test
    void newScopesAreToldAsTheyAreNow() {
        assertThat(installation.receive(signed(
                        "app/scopes_update",
                        "{\"previous\":[\"read_orders\"],\"current\":[\"read_orders\",\"write_orders\"]}")))
                .isEqualTo(new Notice.ScopesChanged(SHOP, "read_orders,write_orders"));
    }

    @Test
    void otherTopicsAreOfNoConcern() {
        assertThat(installation.receive(signed("themes/update", "{}"))).isInstanceOf(Notice.Ignored.class);
    }

    private static WebhookRequest signed(String topic, String body) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
            return notice(topic, body, java.util.Base64.getEncoder().encodeToString(signature));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static WebhookRequest notice(String topic, String body, String signature) {
        return new WebhookRequest(
                "POST",
                Map.of(
                        "X-Shopify-Topic",
                        List.of(topic),
                        "X-Shopify-Hmac-Sha256",
                        List.of(signature),
                        "X-Shopify-Shop-Domain",
                        List.of(SHOP),
                        "X-Shopify-Webhook-Id",
                        List.of("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043"),
                        "X-Shopify-Triggered-At",
                        List.of("2026-11-22T10:00:00Z")),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                NOW);
    }
}
