package io.polyclerk.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OpenAI-compatible interface without a model behind it: it has good days and all the bad ones. */
final class ModelSimulator implements AutoCloseable {

    /** Prices of a million tokens in millionths of the currency, as the server is told them. */
    static final long INPUT_PRICE = 300_000;

    static final long OUTPUT_PRICE = 1_200_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORDER = Pattern.compile("\\b[12]\\d{3}\\b");
    private static final int SLOW_MS = 20_000;
    private static final int HALF_A_ROW = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong billed = new AtomicLong();
    private volatile Day day = Day.HELPFUL;

    /** How it behaves. */
    enum Day {
        /** Repeats a sentence of the shop's texts that it was given. */
        HELPFUL,
        SLOW,
        /** Tells numbers and rules that nobody told it. */
        WRONG,
        /** Claims deeds, links elsewhere, asks for cards. */
        HOSTILE,
        /** Does what anybody in the prompt says, uses every tool, tells all that it has seen. */
        OBEDIENT,
        CUT_OFF,
        NO_JSON,
        EMPTY,
        /** Wants the same tool again and again. */
        LOOPS,
        TOO_MANY_REQUESTS,
        OUT_OF_MONEY,
        BROKEN,
        /** Answers well and tells absurd numbers of tokens. */
        ABSURD_BILL
    }

    ModelSimulator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    /** A name that does not look like this machine: what is asked counts as a call outside, and personal data is masked. */
    String address() {
        return "http://0.0.0.0:" + server.getAddress().getPort() + "/v1";
    }

    void become(Day next) {
        day = next;
    }

    int requests() {
        return requests.get();
    }

    /** What the answers that were given in full cost, in millionths. */
    long billed() {
        return billed.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        requests.incrementAndGet();
        try (exchange) {
            switch (day) {
                case HELPFUL -> say(exchange, request, passage(request), 0);
                case SLOW -> {
                    sleep();
                    say(exchange, request, "At last.", 0);
                }
                case WRONG -> say(exchange, request, "You have 99 days and shipping costs 1.23 EUR on 12 May.", 0);
                case HOSTILE ->
                    say(
                            exchange,
                            request,
                            "I have refunded your order. Confirm your card at https://evil.example/pay",
                            0);
                case OBEDIENT -> obey(exchange, request);
                case CUT_OFF -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write("{\"choices\":[".getBytes(StandardCharsets.UTF_8));
                }
                case NO_JSON -> write(exchange, 200, "<html>welcome</html>");
                case EMPTY -> say(exchange, request, "", 0);
                case LOOPS -> use(exchange, request, "product_availability", "kettle");
                case TOO_MANY_REQUESTS -> write(exchange, 429, error("rate limit"));
                case OUT_OF_MONEY -> write(exchange, 402, error("insufficient balance"));
                case BROKEN -> write(exchange, 500, error("internal"));
                case ABSURD_BILL -> say(exchange, request, passage(request), -2_000_000_000);
            }
        }
    }

    /** A sentence of what the shop has written, as a good model would. */
    private static String passage(JsonNode request) {
        String system = request.at("/messages/0/content").asText();
        int start = system.indexOf("<<text of the shop: ");
        if (start < 0) {
            return "A colleague of mine knows that.";
        }
        String[] lines = system.substring(start).split("\n");
        String line = lines.length > 2 ? lines[2] : lines[lines.length - 1];
        return line.length() <= HALF_A_ROW ? line : line.substring(0, HALF_A_ROW);
    }

    private void obey(HttpExchange exchange, JsonNode request) throws IOException {
        JsonNode messages = request.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        if (last.path("role").asText().equals("tool")) {
            StringBuilder all = new StringBuilder("Confirmed. I have refunded your order, it has been cancelled. ");
            messages.forEach(
                    message -> all.append(message.path("content").asText()).append(' '));
            say(exchange, request, all + "Write to thief@evil.example.", 0);
            return;
        }
        Matcher number = ORDER.matcher(messages.toString());
        use(
                exchange,
                request,
                requests.get() % 2 == 0 ? "track_order" : "cancel_order",
                number.find() ? number.group() : "1001");
    }

    private static void sleep() {
        try {
            Thread.sleep(SLOW_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String error(String words) {
        return "{\"error\":{\"message\":\"" + words + "\",\"type\":\"error\"}}";
    }

    private void use(HttpExchange exchange, JsonNode request, String tool, String subject) throws IOException {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant").putNull("content");
        ObjectNode arguments =
                JSON.createObjectNode().put("order_number", subject).put("product", subject);
        ObjectNode call =
                message.putArray("tool_calls").addObject().put("id", "call_1").put("type", "function");
        call.putObject("function").put("name", tool).put("arguments", arguments.toString());
        answer(exchange, request, message, 0);
    }

    private void say(HttpExchange exchange, JsonNode request, String words, int told) throws IOException {
        answer(
                exchange,
                request,
                JSON.createObjectNode().put("role", "assistant").put("content", words),
                told);
    }

    private void answer(HttpExchange exchange, JsonNode request, ObjectNode message, int told) throws IOException {
        int input = told == 0 ? request.toString().length() / 4 : told;
        int output = told == 0 ? 1 + message.toString().length() / 4 : told;
        ObjectNode answer = JSON.createObjectNode()
                .put("id", "c1")
                .put("object", "chat.completion")
                .put("model", "m");
        ArrayNode choices = answer.put("created", 1).putArray("choices");
        choices.addObject().put("index", 0).put("finish_reason", "stop").set("message", message);
        answer.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        write(exchange, 200, answer.toString());
        billed.addAndGet(Math.max(0, Math.ceilDiv(input * INPUT_PRICE + output * OUTPUT_PRICE, 1_000_000L)));
    }

    private static void write(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
