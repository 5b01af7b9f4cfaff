package io.polyclerk.ai.speech;

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

/** An OpenAI-compatible speech server that has bad days; it refuses what the interface would refuse. */
final class SimulatedSpeech implements AutoCloseable {

    static final String KEY = "sk-secret-speech-1";

    /** Bodies of the requests, byte for byte as Latin-1. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final Deque<Day> days = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** What it does with one request. */
    sealed interface Day {
        record Hears(String json) implements Day {}

        record Answers(int status, String body) implements Day {}

        record Sleeps(Duration time) implements Day {}

        record Sends(String address) implements Day {}

        record Cuts() implements Day {}
    }

    SimulatedSpeech() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/audio/transcriptions", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    SimulatedSpeech then(Day day) {
        synchronized (days) {
            days.add(day);
        }
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        requests.add(body);
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            write(exchange, 401, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}");
            return;
        }
        if (!body.contains("name=\"model\"") || !body.contains("name=\"file\"") || !body.contains("RIFF")) {
            write(exchange, 400, "{\"error\":{\"message\":\"model and file are required\"}}");
            return;
        }
        Day day;
        synchronized (days) {
            day = days.isEmpty() ? new Day.Hears("{\"text\":\"nothing planned\"}") : days.poll();
        }
        switch (day) {
            case Day.Hears hears -> write(exchange, 200, hears.json());
            case Day.Answers answers -> write(exchange, answers.status(), answers.body());
            case Day.Sleeps sleeps -> {
                sleep(sleeps.time());
                write(exchange, 200, "{\"text\":\"sorry, I was asleep\"}");
            }
            case Day.Sends sends -> {
                exchange.getResponseHeaders().set("Location", sends.address());
                write(exchange, 307, "");
            }
            case Day.Cuts cuts -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write("{\"text\":\"whe".getBytes(StandardCharsets.US_ASCII));
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
