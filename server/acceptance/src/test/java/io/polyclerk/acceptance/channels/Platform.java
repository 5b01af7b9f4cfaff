package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A platform on loopback. It keeps what shoppers see, and whatever it was asked that no such platform takes. Thread-safe. */
abstract class Platform implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Requests that the references do not know: faults of ours. */
    final List<String> refused = new CopyOnWriteArrayList<>();

    /** Every request as method and path. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, List<Shown>> shown = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** What a shopper sees. @param options labels by value */
    record Shown(String words, Map<String, String> options) {}

    /** A request. */
    record Call(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

        JsonNode json() {
            try {
                return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            } catch (IOException notJson) {
                return JSON.missingNode();
            }
        }
    }

    /** An answer. */
    record Answer(int status, String type, byte[] body, Map<String, String> headers) {

        static Answer json(int status, String json) {
            return new Answer(
                    status, "application/json; charset=UTF-8", json.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        static Answer json(int status, JsonNode json) {
            return json(status, json.toString());
        }
    }

    /** Something that goes wrong once. @param after whether the deed is done all the same */
    private record Fault(Predicate<Call> when, Answer answer, boolean after) {}

    Platform() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    final String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers what the platform answers; null for an address that it does not have. */
    abstract @Nullable Answer answer(Call call);

    /** The next request of a kind is answered otherwise. */
    final void failOnce(String pathPart, int status, String json) {
        faults.add(new Fault(call -> call.path().contains(pathPart), Answer.json(status, json), false));
    }

    /** What a shopper has been shown so far, in order. */
    final List<Shown> shownTo(String chat) {
        return List.copyOf(shown.getOrDefault(chat, List.of()));
    }

    final int shownToAll() {
        return shown.values().stream().mapToInt(List::size).sum();
    }

    final void show(String chat, String words, Map<String, String> options) {
        shown.computeIfAbsent(chat, somebody -> new CopyOnWriteArrayList<>()).add(new Shown(words, options));
    }

    final int count(String pathPart) {
        return (int) asked.stream().filter(one -> one.contains(pathPart)).count();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = read(exchange);
            asked.add(call.method() + " " + call.path());
            Fault fault = faults.stream()
                    .filter(one -> one.when().test(call))
                    .findFirst()
                    .orElse(null);
            if (fault != null && faults.remove(fault)) {
                write(exchange, fault.answer());
                return;
            }
            Answer answer = answer(call);
            if (answer == null) {
                refused.add(call.method() + " " + call.path());
                // As a gateway answers for an address that leads nowhere, and not in the platform's own form.
                write(
                        exchange,
                        new Answer(404, "text/html", "<h1>Not Found</h1>".getBytes(StandardCharsets.UTF_8), Map.of()));
                return;
            }
            write(exchange, answer);
        }
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                fields(exchange.getRequestURI().getRawQuery()),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    static Map<String, String> fields(@Nullable String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** Values and files of a form with parts, each as Latin-1 text. */
    static Map<String, String> parts(Call call) {
        String type = call.headers().getOrDefault("content-type", "");
        Map<String, String> parts = new HashMap<>();
        if (!type.contains("boundary=")) {
            return parts;
        }
        String boundary = type.substring(type.indexOf("boundary=") + 9).replace("\"", "");
        for (String part : new String(call.body(), StandardCharsets.ISO_8859_1)
                .split("--" + java.util.regex.Pattern.quote(boundary))) {
            int blank = part.indexOf("\r\n\r\n");
            int name = part.indexOf("name=\"");
            if (blank > 0 && name > 0 && name < blank) {
                parts.put(
                        part.substring(name + 6, part.indexOf('"', name + 6)),
                        part.substring(blank + 4, part.length() - 2));
            }
        }
        return parts;
    }

    /** Fields of an object that are not among these. */
    static List<String> unknown(JsonNode object, String... known) {
        List<String> unknown = new ArrayList<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(List.of(known));
        return unknown;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
