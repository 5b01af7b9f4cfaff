package io.polyclerk.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A platform on loopback that answers what it is told to and keeps what it was asked. Thread-safe. */
public final class StubPlatform implements AutoCloseable {

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, PlatformAnswer> always = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile PlatformAnswer answer = PlatformAnswer.json(200, "{}");

    public StubPlatform() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A request as it came. @param address path and query */
    public record Call(String method, String address, Map<String, String> headers, byte[] body) {
        public Call {
            headers = Map.copyOf(headers);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return method + " with " + body.length + " bytes";
        }
    }

    /** Where the adapter under test finds it. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What every request gets from now on, but for those that {@link #always} answers. */
    public void answers(PlatformAnswer newAnswer) {
        answer = newAnswer;
    }

    /**
     * Answers requests whose path begins so in one way, whatever else happens, and does not count them: for what comes before the work,
     * such as an access token.
     */
    public void always(String path, PlatformAnswer fixed) {
        always.put(path, fixed);
    }

    /** The calls so far, without those that {@link #always} answers. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public void forgetCalls() {
        calls.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<PlatformAnswer> fixed = always.entrySet().stream()
                .filter(entry -> exchange.getRequestURI().getPath().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (fixed.isEmpty()) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            calls.add(new Call(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        }
        write(exchange, fixed.orElse(answer));
    }

    private static void write(HttpExchange exchange, PlatformAnswer answer) throws IOException {
        switch (answer) {
            case PlatformAnswer.Reset reset -> exchange.close();
            case PlatformAnswer.Answer whole -> {
                head(exchange, whole);
                exchange.getResponseBody().write(whole.body());
                exchange.close();
            }
            case PlatformAnswer.Truncated truncated -> {
                byte[] body = truncated.whole().body();
                head(exchange, truncated.whole());
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
                // Closing with bytes missing cuts the connection.
                exchange.close();
            }
        }
    }

    private static void head(HttpExchange exchange, PlatformAnswer.Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
