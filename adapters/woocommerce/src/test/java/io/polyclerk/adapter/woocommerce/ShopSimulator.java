package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A shop behind HTTPS with a certificate of its own authority. It answers as the recorded one did and is stricter: what a real shop
 * would overlook is kept as a violation.
 */
final class ShopSimulator implements AutoCloseable {

    static final String KEY = "ck_0123456789012345678901234567890123456789";
    static final String SECRET = "cs_9876543210987654321098765432109876543210";
    static final String READ_ONLY_KEY = "ck_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};

    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).ecdsa256().build();
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .signedBy(AUTHORITY)
            .addSubjectAlternativeName("127.0.0.1")
            .ecdsa256()
            .build();

    final ShopState state;
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    final AtomicInteger refused = new AtomicInteger();
    volatile Duration latency = Duration.ZERO;
    volatile int bearsAtOnce = Integer.MAX_VALUE;
    volatile boolean away;
    private final AtomicInteger working = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;

    private record Planned(String request, Fault fault) {}

    record Reply(int status, JsonNode body, Map<String, String> headers) {
        static Reply ok(JsonNode body) {
            return new Reply(200, body, Map.of());
        }

        static Reply recorded(int status, String name) {
            return new Reply(status, Recordings.json(name), Map.of());
        }
    }

    record Call(String method, String path, Map<String, String> query, String body, boolean dieInGateway) {}

    ShopSimulator(Clock clock) {
        state = new ShopState(clock, violations::add);
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
        HandshakeCertificates keys = new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE, AUTHORITY.certificate())
                .build();
        server.setHttpsConfigurator(new HttpsConfigurator(keys.sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    static String authority() {
        return AUTHORITY.certificatePem();
    }

    /** @param request method and beginning of the path below the API, such as {@code "POST /orders/216/refunds"} */
    void plan(String request, Fault fault) {
        planned.add(new Planned(request, fault));
    }

    void planNothing() {
        planned.clear();
    }

    long count(String request) {
        return calls.stream().filter(call -> call.startsWith(request)).count();
    }

    /** Waits until the shop is done with what nobody waits for any more. */
    void rest() {
        while (working.get() > 0) {
            sleep(Duration.ofMillis(2));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean tooMany = working.incrementAndGet() > bearsAtOnce;
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            String request = exchange.getRequestMethod() + " " + path.replaceFirst("^/wp-json/wc/v3", "");
            String rawQuery = exchange.getRequestURI().getRawQuery();
            calls.add(request + (rawQuery == null ? "" : "?" + rawQuery));
            if (away) {
                return;
            }
            if (tooMany) {
                refused.incrementAndGet();
                exchange.getResponseHeaders().set("Retry-After", "2");
                write(exchange, 429, new byte[0]);
                return;
            }
            Fault fault = faultFor(request);
            if (fault instanceof Fault.CutBefore) {
                return;
            }
            if (fault instanceof Fault.Instead instead) {
                instead.headers().forEach(exchange.getResponseHeaders()::set);
                write(exchange, instead.status(), instead.body().getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (fault instanceof Fault.Slow slow) {
                sleep(slow.time());
            }
            if (fault instanceof Fault.Late late) {
                exchange.close();
                sleep(late.time());
            }
            if (path.startsWith("/wp-content/")) {
                picture(exchange);
                return;
            }
            Call call = new Call(
                    exchange.getRequestMethod(), path, query(rawQuery), body, fault instanceof Fault.DieInGateway);
            Reply reply = reply(exchange, call);
            if (fault instanceof Fault.CutAfter || fault instanceof Fault.DieInGateway || fault instanceof Fault.Late) {
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            byte[] bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
            if (fault instanceof Fault.HalfAnswer) {
                exchange.sendResponseHeaders(reply.status(), bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                return;
            }
            write(exchange, reply.status(), bytes);
        } finally {
            working.decrementAndGet();
        }
    }

    private void picture(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Authorization")) {
            violations.add("the keys were shown for a picture that everybody may see");
        }
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        write(exchange, 200, PICTURE);
    }

    private static void write(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private synchronized Fault faultFor(String request) {
        for (Planned one : planned) {
            if (request.startsWith(one.request())) {
                planned.remove(one);
                return one.fault();
            }
        }
        return new Fault.Slow(latency);
    }

    private Reply reply(HttpExchange exchange, Call call) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (call.path().startsWith("/wp-json/wp/v2/") || call.path().startsWith("/wp-json/wc/store/")) {
            if (authorization != null) {
                violations.add("WordPress takes the keys for the password of a user");
                return Reply.recorded(401, "error_401_no_auth");
            }
            return call.path().startsWith("/wp-json/wp/") ? state.catalogue.pages(call) : state.catalogue.shown(call);
        }
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return Reply.recorded(401, "error_401_no_auth");
        }
        String[] keys = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                .split(":", 2);
        boolean readOnly = keys[0].equals(READ_ONLY_KEY);
        if (!keys[0].equals(KEY) && !readOnly) {
            return Reply.recorded(401, "error_401_no_auth");
        }
        if (!keys[1].equals(SECRET)) {
            return Reply.recorded(401, "error_401_bad_secret");
        }
        if (readOnly && !call.method().equals("GET")) {
            return Reply.recorded(401, "error_401_readonly_key_write");
        }
        boolean writes = List.of("POST", "PUT").contains(call.method());
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (writes && (type == null || !type.startsWith("application/json"))) {
            violations.add(call.method() + " without a content type");
        }
        return state.reply(call);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
