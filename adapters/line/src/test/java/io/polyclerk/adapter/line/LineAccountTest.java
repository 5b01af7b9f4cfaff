package io.polyclerk.adapter.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
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
    private final List<String> bodies = new ArrayList<>();
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

    @Test
    void anAnswerWithoutAnIdOrThatIsNoneMayHaveHappened() {
        for (String nonsense : List.of("no JSON", "[]", "{}", "{\"sentMessages\":[]}")) {
            body = nonsense;
            assertThatThrownBy(() -> api.push(jakarta.json.JsonValue.EMPTY_JSON_OBJECT, new UUID(1, 2)))
                    .as(nonsense)
                    .isInstanceOfSatisfying(
                            AdapterException.Unavailable.class,
                            unsure -> assertThat(unsure.mayHaveHappened()).isTrue());
        }
        body = "no JSON";
        assertThatThrownBy(api::check).isInstanceOf(AdapterException.Unavailable.class);
    }

    @Test
    void whatNeverReachedLineHasNotHappened() {
        line.stop(0);
        assertThatThrownBy(() -> api.push(jakarta.json.JsonValue.EMPTY_JSON_OBJECT, new UUID(1, 2)))
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        away -> assertThat(away.mayHaveHappened()).isFalse());
    }

    @Test
    void whoStopsWhileWaitingStaysStopped() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(api::check).isInstanceOf(AdapterException.Unavailable.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theUsualAddressesAreLines() {
        LineApi usual = new LineApi(
                new Connection(new ConnectionId("l"), Map.of("channelAccessToken", "t")), HttpClient.newHttpClient());
        assertThat(usual).hasNoNullFieldsOrProperties();
        assertThat(usual)
                .extracting("base", "files")
                .containsExactly(
                        java.net.URI.create("https://api.line.me"), java.net.URI.create("https://api-data.line.me"));
    }

    @Test
    void aKnownTryWithoutAReceiptIsItsKey() {
        status = 409;
        assertThat(api.push(jakarta.json.JsonValue.EMPTY_JSON_OBJECT, new UUID(1, 2)))
                .isEqualTo(new UUID(1, 2).toString());
    }

    @Test
    void theAdapterHandsFilesAndWritingOn() throws IOException {
        LineAdapter adapter = new LineAdapter(new LineReader(new ConnectionId("line1"), "s"), new LineWriter(api), api);
        body = "bytes";
        try (InputStream file = adapter.open(new MediaRef("7", null, null, null, null))) {
            assertThat(file.readAllBytes()).hasSize(5);
        }
        adapter.typing(new ConversationKey(new ConnectionId("line1"), "U5"));
        assertThat(calls).containsExactly("GET /v2/bot/message/7/content null", "POST /v2/bot/chat/loading/start null");
        body = "{}";
        adapter.check();
        assertThat(calls).contains("GET /v2/bot/info null");
    }

    @Test
    void aLongNameOfAPlaceIsCutAndOptionsGoOnlyWhereThereAreSome() {
        body = "{\"sentMessages\":[{\"id\":\"s1\"}]}";
        LineWriter writer = new LineWriter(api);
        writer.send(message(new Content.Location(1.5, 2.5, "x".repeat(101))));
        writer.send(message(new Content.Location(1.5, 2.5, "y".repeat(100))));
        writer.send(message(new Content.Choice("Which?", List.of())));
        assertThat(bodies.get(0)).contains("\"" + "x".repeat(100) + "\"").doesNotContain("x".repeat(101));
        assertThat(bodies.get(1)).contains("\"" + "y".repeat(100) + "\"");
        assertThat(bodies.get(2)).doesNotContain("quickReply").contains("Which?");
        assertThatThrownBy(() -> writer.send(message(new Content.PhoneNumber("+1", true))))
                .isInstanceOf(AdapterException.Unsupported.class);
    }

    private static OutboundMessage message(Content content) {
        return new OutboundMessage(new ConversationKey(new ConnectionId("line1"), "U5"), "key-1", content);
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " "
                + exchange.getRequestHeaders().getFirst("X-Line-Retry-Key"));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
