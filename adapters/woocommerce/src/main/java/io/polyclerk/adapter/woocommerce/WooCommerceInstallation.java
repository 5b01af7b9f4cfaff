package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Launch;
import io.polyclerk.spi.Notice;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * WooCommerce's own authorisation: the merchant agrees on a page of the shop, and the shop sends a new key to our address. What it sends
 * is not signed (WooCommerce REST API documentation, "Authentication over HTTPS", read 2026-11-22): only the nonce in {@code user_id}
 * ties it to what was begun, and only a call with the key proves the key. Immutable.
 */
final class WooCommerceInstallation implements Installation {

    private static final Pattern KEY = Pattern.compile("ck_[0-9a-f]{40}");
    private static final Pattern SECRET = Pattern.compile("cs_[0-9a-f]{40}");
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{20,100}");
    private static final int LARGEST_CALLBACK = 4_000;
    private static final int WEBHOOK_SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public Beginning begin(Start start) {
        String shop = ShopAddress.of(start.shop(), false);
        String query = Stream.of(
                        Map.entry("app_name", start.appName()),
                        Map.entry("scope", "read_write"),
                        Map.entry("user_id", start.state()),
                        Map.entry("return_url", start.back().toString()),
                        Map.entry("callback_url", start.callback().toString()))
                .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new Beginning.AtTheShop(
                shop, Map.of("shopUrl", shop), URI.create(shop + "/wc-auth/v1/authorize?" + query));
    }

    @Override
    public Completion complete(WebhookRequest request) {
        if (!request.method().equals("POST") || request.body().length > LARGEST_CALLBACK) {
            return new Completion.Rejected(400, "no delivery of a key");
        }
        try {
            JsonNode body = WooCommerceApi.JSON.readTree(request.body());
            String key = body.path("consumer_key").asText();
            String secret = body.path("consumer_secret").asText();
            String state = body.path("user_id").asText();
            if (!KEY.matcher(key).matches()
                    || !SECRET.matcher(secret).matches()
                    || !STATE.matcher(state).matches()) {
                return new Completion.Rejected(400, "no delivery of a key");
            }
            return new Completion.Granted(
                    state,
                    null,
                    Map.of("consumerKey", key, "consumerSecret", secret, "webhookSecret", webhookSecret()),
                    null,
                    Map.of("keyId", Long.toString(body.path("key_id").asLong())));
        } catch (IOException unreadable) {
            return new Completion.Rejected(400, "no JSON");
        }
    }

    private static String webhookSecret() {
        byte[] random = new byte[WEBHOOK_SECRET_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public Launch verifyLaunch(WebhookRequest request) {
        return new Launch.Rejected(404, "the shop's own plugin has its own pages");
    }

    @Override
    public Credential refresh(String shop, Credential old) {
        return old;
    }

    /** The shop's plugin takes the key away itself: the REST API lets no key remove a key. */
    @Override
    public void revoke(String shop, Map<String, String> settings, @Nullable Credential credential) {
        // Nothing can be done from here.
    }

    @Override
    public Notice receive(WebhookRequest request) {
        return new Notice.Rejected(404, "a shop sends to its own connection");
    }
}
