package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop on the same machine without encryption: nothing is sent there that is not signed, and nothing elsewhere. */
class PlainHttpTest {

    /**
     * Made with the npm packages oauth-1.0a 2.2.6 and @woocommerce/woocommerce-rest-api 1.0.2 and Node's crypto, for the keys of the
     * simulator, the nonce n0nce42 and the time 1790000000.
     */
    @ParameterizedTest
    @CsvSource({
        "GET,http://localhost:8081/wp-json/wc/v3/orders,v2NvRwe/HzXO+dXAhdFUBH0XHDklNyY4EIOUZVHTnaQ=",
        "GET,http://localhost:8081/wp-json/wc/v3/orders?search=zoe.hughes%2Bshop%40mail.example&per_page=100&page=1,8HbcErVYhY4xJMQ3lLFYIGE1cFq6ty5dQ/lGxcw3Kno=",
        "PUT,http://127.0.0.1:8081/shop/wp-json/wc/v3/orders/216,7qaAEf2UhI6qYWobU/DrPHaoa/yZhdbaglJehx6hwek=",
        "GET,http://localhost:8081/wp-json/wc/v3/products?search=%E5%B8%90%E7%AF%B7%20*%7E(x)&_fields=id%2Cname,W+Z6c9290adhrOKfxYzJPX49ex5FxMxcHN7el5dGf9c=",
        "DELETE,http://localhost/wp-json/wc/v3/webhooks/7?force=true,Pii7KxdH/UKw9So/48s9VyHpPaLkyLHItROZTiMCzqc="
    })
    void othersSignTheSameWay(String method, String address, String signature) {
        SignedClient.Consumer consumer = new SignedClient.Consumer(ShopSimulator.KEY, ShopSimulator.SECRET) {
            private static final long serialVersionUID = 1L;

            @Override
            protected String generateNonce() {
                return "n0nce42";
            }

            @Override
            protected String generateTimestamp() {
                return "1790000000";
            }
        };
        Map<String, String> signed = query(URI.create(SignedClient.signed(consumer, method, address)));
        assertThat(signed)
                .containsEntry("oauth_signature", signature)
                .containsEntry("oauth_signature_method", "HMAC-SHA256")
                .containsEntry("oauth_consumer_key", ShopSimulator.KEY)
                .containsEntry("oauth_version", "1.0");
        assertThat(signed.toString()).doesNotContain(ShopSimulator.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "http://192.168.0.10",
                "http://localhost.shop.example",
                "http://127.0.0.1.shop.example",
                "http://127.0.0.1@shop.example",
                "ftp://localhost"
            })
    void nothingElseIsReachedWithoutEncryption(String address) {
        Map<String, String> settings = settings(address);
        assertThatThrownBy(() -> OpenShop.adapter(settings, new HandClock(OpenShop.START)))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageNotContaining(ShopSimulator.SECRET);
    }

    @Test
    void alsoNotThisMachineUnlessItIsAskedFor() {
        Map<String, String> settings = settings("http://localhost:8081");
        settings.remove("allowPlainHttp");
        assertThatThrownBy(() -> OpenShop.adapter(settings, new HandClock(OpenShop.START)))
                .isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @Test
    void theSecretIsNeverSentAndNoTwoRequestsAreSignedAlike() throws Exception {
        List<String> violations = new CopyOnWriteArrayList<>();
        List<Map<String, String>> queries = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> answer(exchange, queries, violations));
        server.start();
        try {
            WooCommerceAdapter adapter = OpenShop.adapter(
                    settings("http://127.0.0.1:" + server.getAddress().getPort()), new HandClock(OpenShop.START));
            adapter.check();
            assertThat(adapter.findOrder("235")).isPresent();
            adapter.close();
        } finally {
            server.stop(0);
        }
        assertThat(violations).isEmpty();
        assertThat(queries)
                .hasSizeGreaterThan(2)
                .allSatisfy(query -> assertThat(query)
                        .containsKeys("oauth_consumer_key", "oauth_nonce", "oauth_timestamp", "oauth_signature"));
        Set<String> nonces = new HashSet<>();
        queries.forEach(query -> nonces.add(query.get("oauth_nonce")));
        assertThat(nonces).hasSameSizeAs(queries);
    }

    private static void answer(HttpExchange exchange, List<Map<String, String>> queries, List<String> violations)
            throws IOException {
        try (exchange) {
            String all = exchange.getRequestURI()
                    + exchange.getRequestHeaders().values().toString();
            if (all.contains(ShopSimulator.SECRET)
                    || exchange.getRequestHeaders().containsKey("Authorization")) {
                violations.add("the secret was sent: " + all);
            }
            queries.add(query(exchange.getRequestURI()));
            String path = exchange.getRequestURI().getPath();
            String recorded = path.endsWith("/currencies/current")
                    ? "data_currencies_current"
                    : path.matches(".*/orders/\\d+") ? "order_status_processing" : "orders_by_customer";
            byte[] body = Recordings.text(recorded).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> settings(String address) {
        return new HashMap<>(Map.of(
                "shopUrl",
                address,
                "consumerKey",
                ShopSimulator.KEY,
                "consumerSecret",
                ShopSimulator.SECRET,
                "allowPlainHttp",
                "true"));
    }

    private static Map<String, String> query(URI address) {
        Map<String, String> query = new HashMap<>();
        for (String part : address.getRawQuery().split("&", -1)) {
            String[] pair = part.split("=", 2);
            query.put(
                    java.net.URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
