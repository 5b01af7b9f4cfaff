package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.support.ShopClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A real shop, asked without the adapter, so that what the adapter says of it can be compared. */
final class RealShop implements AutoCloseable {

    private static final int MOST_PAGES = 5;

    private final Map<String, String> settings = new HashMap<>();
    private final HttpClient http;
    private final String authorization;

    /** From system properties: {@code shop.url}, {@code shop.key}, {@code shop.secret}, {@code shop.certificate} (a PEM file, if any). */
    RealShop() throws IOException {
        settings.put("shopUrl", required("shop.url").replaceFirst("/+$", ""));
        settings.put("consumerKey", required("shop.key"));
        settings.put("consumerSecret", required("shop.secret"));
        settings.put("webhookSecret", OpenShop.WEBHOOK_SECRET);
        String certificate = System.getProperty("shop.certificate");
        if (certificate != null) {
            settings.put("trustedCertificate", Files.readString(Path.of(certificate)));
        }
        http = certificate == null
                ? HttpClient.newHttpClient()
                : ShopClient.trusting(Objects.requireNonNull(settings.get("trustedCertificate")));
        authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString((required("shop.key") + ":" + required("shop.secret"))
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static String required(String property) {
        return Objects.requireNonNull(System.getProperty(property), () -> "-D" + property + "=… is needed");
    }

    WooCommerceAdapter adapter() {
        return OpenShop.adapter(settings, Clock.systemUTC());
    }

    /** Everything that there is of a kind, but for what is beyond five hundred. */
    List<JsonNode> all(String path) {
        List<JsonNode> found = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode batch = get(path + (path.contains("?") ? "&" : "?") + "per_page=100&page=" + page);
            batch.forEach(found::add);
            if (batch.size() < 100) {
                break;
            }
        }
        return found;
    }

    JsonNode get(String path) {
        return call("GET", "wc/v3/" + path, null);
    }

    /** The price on the shop's own pages. */
    BigDecimal shownPrice(String product) {
        JsonNode prices = call("GET", "wc/store/v1/products/" + product, null).path("prices");
        return new BigDecimal(prices.path("price").asText())
                .movePointLeft(prices.path("currency_minor_unit").asInt());
    }

    /** WooCommerce before 10.3 lists the variations of one product only. */
    boolean listsVariations() {
        return call("GET", "", null).path("routes").has("/wc/v3/variations");
    }

    JsonNode post(String path, ObjectNode body) {
        return call("POST", "wc/v3/" + path, body);
    }

    void delete(String path) {
        call("DELETE", "wc/v3/" + path, null);
    }

    private JsonNode call(String method, String path, ObjectNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.get("shopUrl") + "/wp-json/" + path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (path.startsWith("wc/v3/")) {
            request.header("Authorization", authorization);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + " was answered with " + response.statusCode()
                        + ": " + new String(response.body(), StandardCharsets.UTF_8));
            }
            return Recordings.JSON.readTree(response.body());
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
