package io.polyclerk.ai.ladder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenAI-compatible server that has bad days: it refuses what the interface would refuse, and does what it is told to otherwise. */
public final class SimulatedModel implements AutoCloseable {

    public static final String KEY = "sk-secret-key-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    public final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final Deque<Day> days = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** What it does with one request. */
    public sealed interface Day {
        record Says(String text, int input, int output) implements Day {}

        record Uses(String tool, String arguments) implements Day {}

        record Answers(int status, String body) implements Day {}

        record Sleeps(Duration time) implements Day {}

        record Cuts() implements Day {}
    }

    public SimulatedModel() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    public SimulatedModel then(Day day) {
        synchronized (days) {
            days.add(day);
        }
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            write(exchange, 401, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}");
            return;
        }
        if (request.path("messages").isEmpty() || request.path("model").asText().isEmpty()) {
            write(exchange, 400, "{\"error\":{\"message\":\"messages and model are required\"}}");
            return;
        }
        Day day;
        synchronized (days) {
            day = days.isEmpty() ? new Day.Says("Nothing planned.", 1, 1) : days.poll();
        }
        switch (day) {
            case Day.Says says -> write(exchange, 200, completion(message(says.text()), says.input(), says.output()));
            case Day.Uses uses -> write(exchange, 200, completion(call(uses), 100, 20));
            case Day.Answers answers -> write(exchange, answers.status(), answers.body());
            case Day.Sleeps sleeps -> {
                sleep(sleeps.time());
                write(exchange, 200, completion(message("Sorry, I was asleep."), 1, 1));
            }
            case Day.Cuts cuts -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write('{');
                exchange.close();
            }
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String message(String text) throws IOException {
        return "{\"role\":\"assistant\",\"content\":" + JSON.writeValueAsString(text) + "}";
    }

    private static String call(Day.Uses uses) throws IOException {
        return "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\""
                + uses.tool() + "\",\"arguments\":" + JSON.writeValueAsString(uses.arguments()) + "}}]}";
    }

    private static String completion(String message, int input, int output) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                + message
                + ",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":"
                + output + ",\"total_tokens\":" + (input + output) + "}}";
    }

    private static void write(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
