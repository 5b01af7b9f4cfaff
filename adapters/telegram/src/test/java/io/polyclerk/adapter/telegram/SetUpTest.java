package io.polyclerk.adapter.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.PlatformSetUp.Item;
import io.polyclerk.spi.PlatformSetUp.State;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetUpTest {

    private static final URI WEBHOOK = URI.create("https://bot.shop.example/hooks/tg1");
    private static final ConnectionId ID = new ConnectionId("tg1");

    private final Map<String, JsonNode> commands = new HashMap<>();
    private final List<String> changes = new ArrayList<>();
    private String webhook = "";
    private HttpServer server;
    private TelegramAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Connection connection = new Connection(
                ID,
                Map.of(
                        "botToken",
                        "1:token",
                        "webhookSecret",
                        "secret",
                        "apiBase",
                        "http://127.0.0.1:" + server.getAddress().getPort()));
        adapter = new TelegramAdapter(connection, TelegramApi.of(connection), java.time.Clock.systemUTC());
    }

    @AfterEach
    void close() {
        adapter.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String method = path.substring(path.lastIndexOf('/') + 1);
        String result = "true";
        switch (method) {
            case "getWebhookInfo" ->
                result = "{\"url\":\"" + webhook + "\",\"has_custom_certificate\":false,\"pending_update_count\":0}";
            case "getMyCommands" -> {
                JsonNode known = commands.get(language(body));
                result = known == null ? "[]" : known.toString();
            }
            case "setMyCommands" -> {
                changes.add(method);
                commands.put(language(body), new ObjectMapper().readTree(body).path("commands"));
            }
            case "setWebhook" -> {
                changes.add(method);
                webhook = WEBHOOK.toString();
            }
            default -> throw new IllegalStateException(method);
        }
        byte[] bytes = ("{\"ok\":true,\"result\":" + result + "}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String language(String body) throws IOException {
        return body.isEmpty()
                ? ""
                : new ObjectMapper().readTree(body).path("language_code").asText();
    }

    @Test
    void whatIsMissingIsAppliedAndWhatIsInPlaceIsLeftAlone() {
        assertThat(adapter.compare(WEBHOOK)).extracting(Item::state).containsOnly(State.MISSING);
        assertThat(changes).isEmpty();
        assertThat(adapter.apply(WEBHOOK)).extracting(Item::state).containsOnly(State.IN_PLACE);
        int applied = changes.size();
        adapter.apply(WEBHOOK);
        assertThat(changes).hasSize(applied);
    }

    @Test
    void aMenuThatSomebodyChangedIsShownAsDifferent() {
        adapter.apply(WEBHOOK);
        commands.replace("zh", commands.get(""));
        webhook = "https://elsewhere.example/";
        assertThat(adapter.compare(WEBHOOK))
                .filteredOn(item -> item.state() == State.DIFFERENT)
                .extracting(Item::kind, Item::name)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("commands", "zh"),
                        org.assertj.core.api.Assertions.tuple("webhook", "updates"));
    }

    @Test
    void onlyAMerchantsOwnAccountHasAWindow() {
        assertThat(adapter.lawOf(new ConversationKey(ID, "5")).replyWindow()).isNull();
        assertThat(adapter.lawOf(new ConversationKey(ID, "biz:abc:5")).replyWindow())
                .isEqualTo(Duration.ofHours(24));
    }
}
