package io.polyclerk.adapter.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kit cannot ask, as it is LINE's own. */
class LineAccountTest {

    private final List<String> calls = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
    private int status = 200;
    private String body = "{}";
    private HttpServer line;
    private LineApi api;

    @BeforeEach
    void begin() throws IOException {
        line = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        line.createContext("/", this::answer);
        line.start();
        api = new LineApi(new Connection(new ConnectionId("line1"), settings()), HttpClient.newHttpClient());
    }

    private Map<String, String> settings() {
        String address = "http://localhost:" + line.getAddress().getPort();
        return Map.of("channelAccessToken", "token", "channelSecret", "s", "apiBase", address, "dataBase", address);
    }

    @AfterEach
    void end() {
        line.stop(0);
    }

    @Test
    void aTryThatArrivedBeforeIsNoFailure() {
        status = 409;
        headers.put("x-line-accepted-request-id", "accepted-1");
        assertThat(api.push(jakarta.json.JsonValue.EMPTY_JSON_OBJECT, new UUID(1, 2)))
                .isEqualTo("accepted-1");
        assertThat(calls).containsExactly("POST /v2/bot/message/push " + new UUID(1, 2));
    }

    @Test
    void aFileIsReadFromItsOwnHost() throws IOException {
        body = "bytes of a picture";
        try (InputStream file = api.content("100002")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("bytes of a picture");
        }
        assertThat(calls).containsExactly("GET /v2/bot/message/100002/content null");
    }

    @Test
    void aFileThatIsBeingPreparedIsAskedForAgainLater() {
        status = 202;
        assertThatThrownBy(() -> api.content("1"))
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        waiting -> assertThat(waiting.mayHaveHappened()).isFalse());
    }

    @Test
    void aFileThatIsGoneIsRefused() {
        status = 410;
        assertThatThrownBy(() -> api.content("1")).isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void anIdOfAShopperLeadsToNoOtherAddress() {
        assertThatThrownBy(() -> {
                    status = 404;
                    api.content("../../richmenu/1");
                })
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(calls).containsExactly("GET /v2/bot/message/..%2F..%2Frichmenu%2F1/content null");
    }

    @Test
    void writingIsShownToTheShopper() {
        status = 202;
        api.showLoading("U5");
        assertThat(calls).containsExactly("POST /v2/bot/chat/loading/start null");
        status = 400;
        assertThatThrownBy(() -> api.showLoading("U5")).isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void theTokenIsProvenWithoutChangingAnything() {
        api.check();
        assertThat(calls).containsExactly("GET /v2/bot/info null");
        status = 401;
        assertThatThrownBy(api::check).isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @Test
    void aNewTokenWorksOnceTheConnectionIsOpenedAnew() {
        status = 401;
        assertThatThrownBy(api::check).isInstanceOf(AdapterException.CredentialsRejected.class);
        status = 200;
        Map<String, String> renewed = new HashMap<>(settings());
        renewed.put("channelAccessToken", "token-2");
        new LineApi(new Connection(new ConnectionId("line1"), renewed), HttpClient.newHttpClient()).check();
        assertThat(authorizations).containsExactly("Bearer token", "Bearer token-2");
    }

    @Test
    void anAddressThatIsNoneIsToldToTheSeller() {
        assertThatThrownBy(() -> new LineApi(
                        new Connection(
                                new ConnectionId("l"), Map.of("channelAccessToken", "t", "apiBase", "not an address")),
                        HttpClient.newHttpClient()))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("apiBase");
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " "
                + exchange.getRequestHeaders().getFirst("X-Line-Retry-Key"));
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
