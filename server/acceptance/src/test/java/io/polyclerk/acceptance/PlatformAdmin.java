package io.polyclerk.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.polyclerk.load.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * The admin of Shopify, as far as an embedded app sees it: a page with a frame, a script that adds a session token to what the app asks of its own address, and
 * signed launches. Written from Shopify's documentation, with its own signatures.
 */
final class PlatformAdmin implements AutoCloseable {

    private final Map<String, String> app;
    private final String shop;
    private final HttpsServer web;

    PlatformAdmin(Map<String, String> app, String shop) {
        this.app = app;
        this.shop = shop;
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        try {
            web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
        web.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext()));
        // A browser opens connections to have them; one of them must not hold up the others.
        web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        web.createContext("/shopifycloud/app-bridge.js", exchange -> answer(exchange, "text/javascript", BRIDGE));
        web.createContext("/token", exchange -> answer(exchange, "text/plain", token()));
        web.createContext("/", exchange -> answer(exchange, "text/html", page));
        web.start();
    }

    /** What App Bridge does that matters here. */
    private static final String BRIDGE = """
            const asked = window.fetch;
            window.fetch = async (what, how = {}) => {
              const address = new URL(what instanceof Request ? what.url : what, location.href);
              if (address.origin !== location.origin) {
                return asked(what, how);
              }
              const token = await (await asked("https://cdn.shopify.com/token")).text();
              const headers = new Headers(how.headers);
              headers.set("Authorization", `Bearer ${token}`);
              return asked(what, { ...how, headers });
            };
            """;

    private volatile String page = "";

    /** Shows an address in a frame. */
    void frames(String address) {
        page = "<!doctype html><title>Admin</title><iframe id=\"app\" style=\"width:100%;height:800px;border:0\" src=\""
                + address.replace("&", "&amp;") + "\"></iframe>";
    }

    int port() {
        return web.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String type, String content) throws IOException {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The claims of a genuine session token of now. */
    ObjectNode claims() {
        long now = Instant.now().getEpochSecond();
        return Api.JSON
                .createObjectNode()
                .put("iss", "https://" + shop + "/admin")
                .put("dest", "https://" + shop)
                .put("aud", app.get("clientId"))
                .put("sub", "4711")
                .put("exp", now + 60)
                .put("nbf", now)
                .put("iat", now)
                .put("jti", UUID.randomUUID().toString())
                .put("sid", "s");
    }

    String token() {
        return token(claims(), "HS256", app.get("clientSecret"));
    }

    /** @param secret null for a token that nobody has signed */
    static String token(ObjectNode claims, String algorithm, String secret) {
        String signed = encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        return signed + "."
                + (secret == null ? "" : Base64.getUrlEncoder().withoutPadding().encodeToString(mac(signed, secret)));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The address at which the platform opens the app. */
    String launch(RunningServer server) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "shop",
                shop,
                "host",
                encoded("admin.shopify.com/store/fernwick"),
                "embedded",
                "1",
                "locale",
                "en",
                "id_token",
                token(),
                "timestamp",
                "" + Instant.now().getEpochSecond()));
        String signed = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return server.address("/install/shopify/app?" + signed + "&hmac="
                        + HexFormat.of().formatHex(mac(signed, app.get("clientSecret"))))
                .toString();
    }

    @Override
    public void close() {
        web.stop(0);
    }
}
