package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The platform as its references describe it, over real HTTP and stricter than the original: checks the token, refuses parameters it
 * does not know, keeps the reply window, the pair limit and the life of addresses, and does on demand what a platform does on bad days.
 */
final class CloudApi implements AutoCloseable {

    static final String NUMBER = "106540352242922";
    static final String ACCOUNT = "102290129340398";
    static final String TOKEN = "EAAGtest0secret0token";
    static final String SHOPPER = "US.13491208655302741918";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BURST = 45;
    private static final Duration PAIR_SPACING = Duration.ofSeconds(6);

    /** A request as it came. */
    record Call(String method, String address, String body) {}

    /** What happens instead of an answer, or after the deed. */
    record Fault(int status, String body, Map<String, String> headers, boolean afterTheDeed) {}

    private record File(byte[] content, String type, String number, boolean gone) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    /** Accepted messages by their ids. */
    final Map<String, ObjectNode> accepted = new ConcurrentHashMap<>();

    final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");
    /** Replaces the address that is given for a file. */
    volatile String fileAddress = "";
    /** Is added behind the bytes of every file. */
    volatile String fileTail = "";
    /** Claimed in place of a file's true size. */
    volatile long claimedSize = -1;

    /** What became of templates, by name and language. */
    final Map<String, String> templates = new ConcurrentHashMap<>();

    private final Map<String, Instant> lastInbound = new ConcurrentHashMap<>();
    private final Map<String, Deque<Instant>> sentTo = new ConcurrentHashMap<>();
    private final Map<String, File> files = new ConcurrentHashMap<>();
    private final Map<String, Instant> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final Schema schema;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    CloudApi() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(CloudApi.class.getResourceAsStream("/platform/messages.schema.json"))) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(stream));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Opens the reply window of somebody for a day. */
    void wrote(String shopper) {
        lastInbound.put(shopper, now);
    }

    String keep(byte[] content, String type) {
        String id = String.valueOf(1_000_000_000L + counter.incrementAndGet());
        files.put(id, new File(content, type, NUMBER, false));
        return id;
    }

    /** A file under an id that was given before. */
    void keepAs(String id) {
        files.put(id, new File(new byte[] {1}, "application/octet-stream", NUMBER, false));
    }

    byte[] content(String id) {
        return Objects.requireNonNull(files.get(id)).content();
    }

    void lose(String id) {
        files.computeIfPresent(id, (same, file) -> new File(file.content(), file.type(), file.number(), true));
    }

    void fail(int status, String body) {
        faults.add(new Fault(status, body, Map.of(), false));
    }

    void failWithCode(int status, int code) {
        fail(status, error(code, 0));
    }

    /** A status webhook about an accepted message, as the platform makes it. */
    String status(String messageId, String status) {
        ObjectNode message = Objects.requireNonNull(accepted.get(messageId));
        ObjectNode told = JSON.createObjectNode();
        told.put("id", messageId).put("status", status).put("timestamp", String.valueOf(now.getEpochSecond()));
        if (message.has("to")) {
            told.put("recipient_id", message.path("to").asText());
        } else {
            told.put("recipient_user_id", message.path("recipient").asText());
        }
        told.put(
                "biz_opaque_callback_data",
                message.path("biz_opaque_callback_data").asText());
        return Webhooks.envelope("messages", "\"statuses\":[" + told + "]");
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        calls.add(new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                new String(body, StandardCharsets.UTF_8)));
        Fault fault = faults.poll();
        if (fault != null && !fault.afterTheDeed()) {
            answer(exchange, fault);
            return;
        }
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            // The original repeats what it was given.
            answer(exchange, 401, error(190, 0).replace("told", "Malformed access token " + TOKEN));
            return;
        }
        String answer = answer(exchange.getRequestMethod(), path, exchange, body);
        if (fault != null) {
            answer(exchange, fault);
        } else if (!answer.isEmpty()) {
            answer(exchange, answer.contains("\"error\"") ? 400 : 200, answer);
        }
    }

    /** @return empty when it is answered already */
    private String answer(String method, String path, HttpExchange exchange, byte[] body) throws IOException {
        if (path.startsWith("/files/")) {
            file(path.substring("/files/".length()), exchange);
            return "";
        }
        String[] parts = path.split("/");
        if (parts.length < 3 || !parts[1].matches("v2[1-6]\\.0")) {
            return error(2500, 0);
        }
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        return switch (method + " " + (parts.length > 3 ? parts[3] : "")) {
            case "POST messages" -> parts[2].equals(NUMBER) ? message(body) : error(100, 33);
            case "POST media" -> parts[2].equals(NUMBER) ? upload(exchange, body) : error(100, 33);
            case "GET message_templates" -> parts[2].equals(ACCOUNT) ? templates() : error(100, 33);
            case "POST message_templates" -> parts[2].equals(ACCOUNT) ? handIn(JSON.readTree(body)) : error(100, 33);
            case "GET " -> parts[2].equals(NUMBER) ? number(query) : fileInfo(parts[2], query);
            default -> error(100, 0);
        };
    }

    private static String templateKey(JsonNode template) {
        return template.path("name").asText() + " "
                + template.path("language")
                        .path("code")
                        .asText(template.path("language").asText());
    }

    private String templates() {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("data");
        templates.forEach((key, status) -> list.addObject()
                .put("name", key.split(" ")[0])
                .put("language", key.split(" ")[1])
                .put("status", status));
        return answer.toString();
    }

    private String handIn(JsonNode template) {
        boolean known = Set.of("name", "language", "category", "parameter_format", "components")
                .containsAll(JSON.convertValue(template, Map.class).keySet());
        return known && templates.putIfAbsent(templateKey(template), "PENDING") == null
                ? "{\"id\":\"1\",\"status\":\"PENDING\"}"
                : error(100, 0);
    }

    private String number(String query) {
        return query.equals("fields=display_phone_number")
                ? "{\"id\":\"" + NUMBER + "\",\"display_phone_number\":\"+1 555-078-3881\"}"
                : error(100, 0);
    }

    private String message(byte[] body) throws IOException {
        JsonNode read = JSON.readTree(body);
        if (!(read instanceof ObjectNode message) || !schema.validate(read).isEmpty()) {
            return error(100, 0);
        }
        if (message.has("status")) {
            return "{\"success\":true}";
        }
        String to = message.path("to").asText(message.path("recipient").asText());
        Instant wrote = lastInbound.get(to);
        boolean template = message.path("type").asText().equals("template");
        if (!template && (wrote == null || wrote.plus(Duration.ofHours(24)).isBefore(now))) {
            return error(131047, 0);
        }
        if (template && !"APPROVED".equals(templates.get(templateKey(message.path("template"))))) {
            return error(132001, 0);
        }
        if (!mayWrite(to)) {
            return error(131056, 0);
        }
        String media = message.findValue("id") == null
                ? ""
                : message.path(message.path("type").asText()).path("id").asText();
        if (!media.isEmpty() && !files.containsKey(media)) {
            return error(131053, 0);
        }
        String id = "wamid.HBgL" + counter.incrementAndGet() + "A=";
        accepted.put(id, message);
        String contact = message.has("to")
                ? "{\"input\":\"" + to + "\",\"wa_id\":\"" + to.replace("+", "") + "\"}"
                : "{\"input\":\"" + to + "\",\"user_id\":\"" + to + "\"}";
        return "{\"messaging_product\":\"whatsapp\",\"contacts\":[" + contact + "],\"messages\":[{\"id\":\"" + id
                + "\"}]}";
    }

    /** Forty-five at once, and one more for every six seconds that have passed. */
    private synchronized boolean mayWrite(String to) {
        Deque<Instant> sent = sentTo.computeIfAbsent(to, somebody -> new ArrayDeque<>());
        sent.removeIf(at -> !at.plus(PAIR_SPACING.multipliedBy(BURST)).isAfter(now));
        return sent.size() < BURST && sent.add(now);
    }

    private String upload(HttpExchange exchange, byte[] body) {
        String type = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
        if (!type.startsWith("multipart/form-data; ") || !type.contains("boundary=")) {
            return error(100, 0);
        }
        String boundary = type.substring(type.indexOf("boundary=") + 9);
        String content = new String(body, StandardCharsets.ISO_8859_1);
        String product = part(content, boundary, "messaging_product");
        String mediaType = part(content, boundary, "type");
        String file = part(content, boundary, "file");
        if (!product.equals("whatsapp") || file.isEmpty() || !content.contains("Content-Type: " + mediaType)) {
            return error(100, 0);
        }
        if (!mediaType.matches(
                "image/(jpeg|png)|video/(mp4|3gpp)|audio/(aac|amr|mpeg|mp4|ogg.*)|application/pdf|text/plain")) {
            return error(131053, 0);
        }
        return "{\"id\":\"" + keep(file.getBytes(StandardCharsets.ISO_8859_1), mediaType) + "\"}";
    }

    private static String part(String body, String boundary, String name) {
        for (String part : body.split("--" + boundary)) {
            int blank = part.indexOf("\r\n\r\n");
            if (blank > 0 && part.substring(0, blank).contains("name=\"" + name + "\"")) {
                return part.substring(blank + 4, part.length() - 2);
            }
        }
        return "";
    }

    private String fileInfo(String id, String query) {
        File file = files.get(id);
        if (file == null || file.gone() || !query.equals("phone_number_id=" + file.number())) {
            return error(100, 33);
        }
        String key = id + "-" + counter.incrementAndGet();
        addresses.put(key, now.plus(Duration.ofMinutes(5)));
        String address = fileAddress.isEmpty() ? origin() + "/files/" + key + "?ext=1&hash=AR%2Bx%3D_-" : fileAddress;
        long size = claimedSize < 0 ? file.content().length : claimedSize;
        return "{\"messaging_product\":\"whatsapp\",\"url\":\"" + address.replace("/", "\\/") + "\",\"mime_type\":\""
                + file.type() + "\",\"sha256\":\"" + HexFormat.of().formatHex(sha256(file.content()))
                + "\",\"file_size\":\"" + size + "\",\"id\":\"" + id + "\"}";
    }

    private void file(String key, HttpExchange exchange) throws IOException {
        Instant until = addresses.get(key);
        File file = files.get(key.split("-")[0]);
        // The address is signed: one byte written in another way, and it is not the one that was given.
        boolean untouched =
                "ext=1&hash=AR%2Bx%3D_-".equals(exchange.getRequestURI().getRawQuery());
        if (until == null || file == null || until.isBefore(now) || !untouched) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", file.type());
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(file.content());
        exchange.getResponseBody().write(fileTail.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (java.security.NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static String error(int code, int subcode) {
        return "{\"error\":{\"message\":\"(#" + code + ") told +16505551234\",\"type\":\"OAuthException\",\"code\":"
                + code
                + (subcode == 0 ? "" : ",\"error_subcode\":" + subcode)
                + ",\"error_data\":{\"messaging_product\":\"whatsapp\",\"details\":\"told +16505551234\"},\"fbtrace_id\":\"A\"}}";
    }

    /** Status 0 cuts the connection, 1 never answers, and 2 stops in the middle of an answer. */
    private static void answer(HttpExchange exchange, Fault fault) throws IOException {
        if (fault.status() == 0) {
            exchange.close();
            return;
        }
        if (fault.status() == 1) {
            return;
        }
        if (fault.status() == 2) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return;
        }
        fault.headers().forEach(exchange.getResponseHeaders()::set);
        answer(exchange, fault.status(), fault.body());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    WebhookRequest signed(String body) {
        return Webhooks.signed(body, now);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
