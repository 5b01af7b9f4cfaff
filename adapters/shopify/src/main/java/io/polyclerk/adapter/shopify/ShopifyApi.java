package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import feign.Feign;
import feign.Response;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.support.ShopClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reaches the shop: its address, the access token, and what concerns every answer. */
final class ShopifyApi {

    private static final Logger LOG = System.getLogger(ShopifyApi.class.getName());
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,500}");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A token is renewed this long before it ends, as calls take their time and clocks differ. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final AdapterContext context;
    private final @Nullable String ownToken;
    private final String shop;
    private final String tokenKey;
    private final ShopifyRest rest;
    private final TokenDesk desk;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final AtomicBoolean toldOfVersion = new AtomicBoolean();

    ShopifyApi(Connection connection, AdapterContext context) {
        this.context = context;
        shop = shop(connection.requiredSetting("shopUrl"));
        ownToken = connection.setting("accessToken");
        String clientId =
                ownToken == null ? connection.requiredSetting("clientId").strip() : "";
        String clientSecret =
                ownToken == null ? connection.requiredSetting("clientSecret").strip() : "";
        if (ownToken != null && !TOKEN.matcher(ownToken.strip()).matches()) {
            throw new AdapterException.CredentialsRejected("accessToken holds a character that no token has");
        }
        // With other credentials, a token that was made with the old ones is not found any more.
        tokenKey = "token-"
                + UUID.nameUUIDFromBytes(
                        (shop + '\n' + clientId + '\n' + clientSecret).getBytes(StandardCharsets.UTF_8));
        String base = base(connection.setting("apiBase"), shop);
        rest = builder(context.http()).target(ShopifyRest.class, base);
        desk = new TokenDesk(context.http(), base, clientId, clientSecret, context.clock());
    }

    static Feign.Builder builder(HttpClient http) {
        return ShopClient.feign(http, Json.MAPPER, PATIENCE);
    }

    /** The shop's own name, such as {@code some-shop.myshopify.com}: the token goes there and nowhere else. */
    private static String shop(String setting) {
        String host = setting.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https://", "")
                .replaceFirst("/+$", "");
        if (!ShopName.isValid(host)) {
            throw new AdapterException.CredentialsRejected(
                    "shopUrl must be the shop's address at Shopify, such as https://some-shop.myshopify.com");
        }
        return host;
    }

    static String base(@Nullable String setting, String shop) {
        if (setting == null) {
            return "https://" + shop;
        }
        try {
            URI base = new URI(setting.strip().replaceFirst("/+$", ""));
            String host = base.getHost();
            boolean safe = "https".equals(base.getScheme())
                    || ("http".equals(base.getScheme())
                            && host != null
                            && LOOPBACK.matcher(host).matches());
            if (host != null && safe && base.getUserInfo() == null && base.getQuery() == null) {
                return base.toString();
            }
        } catch (URISyntaxException unreadable) {
            // Told below.
        }
        throw new AdapterException.CredentialsRejected(
                "apiBase must be an address that begins with https://, as the access token is sent there");
    }

    String shop() {
        return shop;
    }

    Clock clock() {
        return context.clock();
    }

    /** A small value that all nodes share and that is asked for again when it is gone. */
    String remembered(String key, Duration lasts, Supplier<String> asked) {
        return context.cache().get(key).orElseGet(() -> {
            String value = asked.get();
            context.cache().put(key, value, lasts);
            return value;
        });
    }

    KeyValueStore cache() {
        return context.cache();
    }

    /** Calls with a token; with a new one when the shop does not know the old one any more, as it has done nothing then. */
    Response call(BiFunction<ShopifyRest, String, Response> call) {
        String token = token();
        Response response = call.apply(rest, token);
        if (response.status() == 401 && ownToken == null) {
            response = call.apply(rest, renewed(token));
        }
        Answers.header(response, "X-Shopify-API-Version")
                .filter(version -> !version.equals(ShopifyRest.VERSION) && !toldOfVersion.getAndSet(true))
                .ifPresent(version -> LOG.log(
                        Level.WARNING,
                        "Shopify answers with another version of its API than " + ShopifyRest.VERSION
                                + ", which it supports no longer: this adapter has to be updated"));
        return response;
    }

    private String token() {
        if (ownToken != null) {
            return ownToken.strip();
        }
        Optional<Credential> installed = context.credentials().current();
        if (installed.isPresent()) {
            Credential known = installed.get();
            return endsSoon(known)
                    ? context.credentials().renew(known, desk::renewed).token()
                    : known.token();
        }
        return context.cache().get(tokenKey).filter(token -> !token.isEmpty()).orElseGet(() -> renewed(""));
    }

    private boolean endsSoon(Credential known) {
        Instant until = known.until();
        return until != null && !context.clock().instant().plus(EARLY).isBefore(until);
    }

    /** Many may find the token ended at once; one of them asks for a new one, and the others find it when their turn comes. */
    private String renewed(String ended) {
        Optional<Credential> installed = context.credentials().current();
        if (installed.isPresent()) {
            Credential known = installed.get();
            return known.token().equals(ended)
                    ? context.credentials().renew(known, desk::renewed).token()
                    : known.token();
        }
        refreshing.lock();
        try {
            String known = context.cache().get(tokenKey).orElse("");
            return known.isEmpty() || known.equals(ended) ? asked() : known;
        } finally {
            refreshing.unlock();
        }
    }

    private String asked() {
        JsonNode made = desk.own();
        Duration lasts = Duration.ofSeconds(made.path("expires_in").asLong(3_600));
        Duration kept = lasts.minus(EARLY);
        String token = made.path("access_token").asText();
        context.cache().put(tokenKey, token, kept.isPositive() ? kept : lasts.dividedBy(2));
        return token;
    }

    /** For calls that change nothing: whatever became of them does not matter. */
    static <T> T reading(Supplier<T> call) {
        try {
            return call.get();
        } catch (AdapterException.Unavailable failure) {
            throw new AdapterException.Unavailable(String.valueOf(failure.getMessage()), false, null);
        }
    }
}
