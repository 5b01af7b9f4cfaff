package io.polyclerk.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A Bot API on loopback that misbehaves: a share of the sendings is limited, answered with an error or cut off, before or after the
 * message was taken. It keeps every message that it took. Unknown bots, methods and parameters are refused, as the real one refuses
 * what it cannot read. Thread-safe.
 */
public final class BotApiSimulator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PARAMETERS =
            Set.of("chat_id", "text", "reply_markup", "business_connection_id", "parse_mode", "disable_notification");

    private final HttpServer server;
    private final String token;
    private final double faults;
    private final Random random;
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger messageIds = new AtomicInteger();
    private final AtomicInteger injected = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** What may happen to a sending. */
    private enum Fault {
        LIMITED,
        ERROR_BEFORE,
        ERROR_AFTER,
        RESET_BEFORE,
        RESET_AFTER
    }

    /** @param faults share of the sendings that go wrong, 0 to 1 @param seed makes the faults repeatable */
    public BotApiSimulator(String token, double faults, long seed) throws IOException {
        this.token = token;
        this.faults = faults;
        this.random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Messages that were taken, by chat, in order. */
    public Map<String, List<String>> taken() {
        return taken;
    }

    /** A file that a person has sent. @param id of letters and digits */
    public void hold(String id, byte[] content) {
        files.put(id, content);
    }

    /** How many messages were taken. */
    public int count() {
        return messageIds.get();
    }

    public int injectedFaults() {
        return injected.get();
    }

    /** Requests that no Bot API would take: a fault of the caller. */
    public int refusedRequests() {
        return refused.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/file/bot" + token + "/")) {
                file(exchange, path.substring(path.lastIndexOf('/') + 1));
                return;
            }
            JsonNode body = read(exchange);
            if (!path.startsWith("/bot" + token + "/")) {
                refuse(exchange, 401, "Unauthorized");
                return;
            }
            switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "getMe" ->
                    reply(
                            exchange,
                            200,
                            "{\"ok\":true,\"result\":{\"id\":1,\"is_bot\":true,\"first_name\":\"bot\",\"username\":\"bot\"}}");
                case "setWebhook", "deleteWebhook", "setMyCommands", "sendChatAction", "answerCallbackQuery" ->
                    reply(exchange, 200, "{\"ok\":true,\"result\":true}");
                case "sendMessage" -> sendMessage(exchange, body);
                case "getFile" -> whereIs(exchange, body.path("file_id").asText());
                default -> refuse(exchange, 404, "Not Found");
            }
        }
    }

    private void whereIs(HttpExchange exchange, String id) throws IOException {
        byte[] content = files.get(id);
        if (content == null) {
            refuse(exchange, 400, "Bad Request: invalid file_id");
            return;
        }
        reply(
                exchange,
                200,
                "{\"ok\":true,\"result\":{\"file_id\":\"" + id + "\",\"file_unique_id\":\"u" + id + "\",\"file_size\":"
                        + content.length + ",\"file_path\":\"voice/" + id + "\"}}");
    }

    private void file(HttpExchange exchange, String id) throws IOException {
        byte[] content = files.get(id);
        if (content == null) {
            refuse(exchange, 404, "Not Found");
            return;
        }
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private static JsonNode read(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
    }

    private void sendMessage(HttpExchange exchange, JsonNode body) throws IOException {
        String problem = problem(body);
        if (problem != null) {
            refuse(exchange, 400, "Bad Request: " + problem);
            return;
        }
        Fault fault = nextFault();
        if (fault != null) {
            injected.incrementAndGet();
            if (fault == Fault.ERROR_AFTER || fault == Fault.RESET_AFTER) {
                take(body);
            }
            fail(exchange, fault);
            return;
        }
        int id = take(body);
        reply(
                exchange,
                200,
                "{\"ok\":true,\"result\":{\"message_id\":" + id + ",\"date\":1,\"chat\":{\"id\":"
                        + body.get("chat_id").asText() + ",\"type\":\"private\"}}}");
    }

    private static @Nullable String problem(JsonNode body) {
        for (String name : (Iterable<String>) body::fieldNames) {
            if (!PARAMETERS.contains(name)) {
                return "unknown parameter " + name;
            }
        }
        String text = body.path("text").asText("");
        if (text.isBlank()) {
            return "message text is empty";
        }
        return text.length() > 4096 ? "message is too long" : null;
    }

    private int take(JsonNode body) {
        List<String> chat = taken.computeIfAbsent(body.get("chat_id").asText(), id -> new ArrayList<>());
        synchronized (chat) {
            chat.add(body.get("text").asText());
        }
        return messageIds.incrementAndGet();
    }

    private synchronized @Nullable Fault nextFault() {
        return random.nextDouble() < faults ? Fault.values()[random.nextInt(Fault.values().length)] : null;
    }

    private static void fail(HttpExchange exchange, Fault fault) throws IOException {
        switch (fault) {
            case LIMITED ->
                reply(
                        exchange,
                        429,
                        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after"
                                + " 1\",\"parameters\":{\"retry_after\":1}}");
            case ERROR_BEFORE, ERROR_AFTER ->
                reply(exchange, 500, "{\"ok\":false,\"error_code\":500,\"description\":\"Internal Server Error\"}");
            // Closing without an answer cuts the connection under the caller.
            case RESET_BEFORE, RESET_AFTER -> exchange.close();
        }
    }

    private void refuse(HttpExchange exchange, int status, String description) throws IOException {
        refused.incrementAndGet();
        reply(exchange, status, "{\"ok\":false,\"error_code\":" + status + ",\"description\":\"" + description + "\"}");
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
