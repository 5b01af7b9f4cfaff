package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Launch;
import io.polyclerk.spi.Notice;
import io.polyclerk.spi.PrivacyRequest;
import io.polyclerk.spi.PrivacyRequest.Kind;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shopify-managed installation: the merchant installs from Shopify's own pages, Shopify opens our page with a session token, and that is
 * exchanged for an expiring offline token. There is no redirect and no form that asks for a shop's name. Immutable.
 */
final class ShopifyInstallation implements Installation {

    private static final String BEARER = "Bearer ";
    private static final String APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

    private final App app;
    private final String clientId;
    private final String clientSecret;

    ShopifyInstallation(App app) {
        this.app = app;
        this.clientId = app.requiredSetting("clientId");
        this.clientSecret = app.requiredSetting("clientSecret");
    }

    @Override
    public Beginning begin(Start start) {
        return new Beginning.AtThePlatform();
    }

    @Override
    public Launch verifyLaunch(WebhookRequest request) {
        String authorization = request.header("Authorization");
        boolean asked = authorization != null && authorization.startsWith(BEARER);
        String token = asked
                ? Objects.requireNonNull(authorization)
                        .substring(BEARER.length())
                        .strip()
                : Objects.requireNonNullElse(request.queryParameter("id_token"), "");
        Optional<SessionToken> session = SessionToken.read(token, clientId, clientSecret, request.receivedAt());
        if (session.isEmpty()) {
            return new Launch.Rejected(401, "no session token, or one that does not hold");
        }
        String shop = session.get().shop();
        if (!asked
                && (!Signatures.isLaunch(request.query(), clientSecret, request.receivedAt())
                        || !shop.equals(request.queryParameter("shop")))) {
            return new Launch.Rejected(401, "the launch is not signed, too old, or of another shop than its token");
        }
        return new Launch.Genuine(
                shop, session.get().user(), session.get().id(), session.get().until(), frame(shop));
    }

    private Launch.Frame frame(String shop) {
        return new Launch.Frame(
                List.of("https://" + shop, "https://admin.shopify.com"),
                List.of(APP_BRIDGE),
                Map.of("shopify-api-key", clientId),
                Map.of(
                        "app",
                        "https://" + shop + "/admin/apps/" + clientId,
                        "theme",
                        "https://" + shop + "/admin/themes/current/editor?context=apps&activateAppId=" + clientId
                                + "/launcher"));
    }

    @Override
    public Completion complete(WebhookRequest request) {
        return switch (verifyLaunch(request)) {
            case Launch.Rejected rejected -> new Completion.Rejected(rejected.status(), rejected.reason());
            case Launch.Genuine launch -> {
                String token = Objects.requireNonNullElse(request.queryParameter("id_token"), "");
                Credential credential = desk(launch.shop()).exchanged(token);
                yield new Completion.Granted(null, launch.shop(), settings(launch.shop()), credential, Map.of());
            }
        };
    }

    private Map<String, String> settings(String shop) {
        Map<String, String> settings = new HashMap<>();
        settings.put("shopUrl", "https://" + shop);
        settings.put("clientId", clientId);
        settings.put("clientSecret", clientSecret);
        String base = app.setting("apiBase");
        if (base != null) {
            settings.put("apiBase", base);
        }
        return settings;
    }

    private TokenDesk desk(String shop) {
        return new TokenDesk(
                app.http(), ShopifyApi.base(app.setting("apiBase"), shop), clientId, clientSecret, app.clock());
    }

    @Override
    public Credential refresh(String shop, Credential old) {
        return desk(shop).renewed(old);
    }

    @Override
    public void revoke(String shop, Map<String, String> settings, @Nullable Credential credential) {
        if (credential != null) {
            ShopifyApi.builder(app.http())
                    .target(ShopifyRest.Tokens.class, ShopifyApi.base(app.setting("apiBase"), shop))
                    .revoke(credential.token());
        }
    }

    @Override
    public Notice receive(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return new Notice.Rejected(405, "webhooks are posted");
        }
        // Shopify's reviewers send an unsigned one and want to see a 401.
        if (!Signatures.isBody(request.body(), request.header("X-Shopify-Hmac-Sha256"), clientSecret)) {
            return new Notice.Rejected(401, "signature missing or wrong");
        }
        String shop = Objects.requireNonNullElse(request.header("X-Shopify-Shop-Domain"), "")
                .toLowerCase(Locale.ROOT);
        if (!ShopName.isValid(shop)) {
            return new Notice.Rejected(400, "of no shop");
        }
        try {
            JsonNode body = Json.MAPPER.readTree(request.body());
            return body == null || !body.isObject()
                    ? new Notice.Rejected(400, "nothing in it")
                    : read(request, shop, body);
        } catch (IOException unreadable) {
            return new Notice.Rejected(400, "no JSON");
        }
    }

    private static Notice read(WebhookRequest request, String shop, JsonNode body) {
        return switch (Objects.requireNonNullElse(request.header("X-Shopify-Topic"), "")) {
            case "app/uninstalled" -> new Notice.Uninstalled(shop, at(request));
            case "app/scopes_update" -> new Notice.ScopesChanged(shop, String.join(",", texts(body.path("current"))));
            case "customers/data_request" ->
                new Notice.PrivacyAsked(person(request, shop, Kind.EXPORT_CUSTOMER, body, "orders_requested"));
            case "customers/redact" ->
                new Notice.PrivacyAsked(person(request, shop, Kind.ERASE_CUSTOMER, body, "orders_to_redact"));
            case "shop/redact" ->
                new Notice.PrivacyAsked(new PrivacyRequest(
                        id(request, Kind.ERASE_SHOP), shop, Kind.ERASE_SHOP, null, null, null, List.of()));
            default -> new Notice.Ignored();
        };
    }

    private static PrivacyRequest person(WebhookRequest request, String shop, Kind kind, JsonNode body, String orders) {
        JsonNode customer = body.path("customer");
        return new PrivacyRequest(
                id(request, kind),
                shop,
                kind,
                Json.text(customer, "id"),
                Json.text(customer, "email"),
                Json.text(customer, "phone"),
                texts(body.path(orders)));
    }

    /** The delivery's id is the same over all retries. */
    private static String id(WebhookRequest request, Kind kind) {
        String delivery = request.header("X-Shopify-Webhook-Id");
        return kind + ":" + (delivery == null ? request.receivedAt().toString() : delivery);
    }

    private static Instant at(WebhookRequest request) {
        String triggered = request.header("X-Shopify-Triggered-At");
        try {
            return triggered == null
                    ? request.receivedAt()
                    : OffsetDateTime.parse(triggered).toInstant();
        } catch (DateTimeException unreadable) {
            return request.receivedAt();
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
