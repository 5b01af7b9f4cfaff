package io.polyclerk.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenAI-compatible interface that knows some sentences by heart. What it does not know it repeats, with the wanted language before it. */
final class TranslatingModel implements AutoCloseable {

    /** What it was asked, without what it was told how to do it. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<String, String> known;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TranslatingModel(Map<String, String> known) throws IOException {
        this.known = known;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    /** A name that does not look like this machine, so that personal data is masked. */
    String address() {
        return "http://0.0.0.0:" + server.getAddress().getPort() + "/v1";
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode messages =
                Api.JSON.readTree(exchange.getRequestBody().readAllBytes()).path("messages");
        String text = messages.path(messages.size() - 1).path("content").asText();
        asked.add(text);
        String language = messages.at("/0/content").asText().replaceFirst("(?s).*the tag (\\w+).*", "$1");
        ObjectNode answer = Api.JSON.createObjectNode().put("id", "c").put("object", "chat.completion");
        answer.put("created", 1)
                .put("model", "m")
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", known.getOrDefault(text, "(" + language + ") " + text));
        byte[] bytes = Api.JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
