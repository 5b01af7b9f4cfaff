package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An invented shop at Shopify. It is stricter than the real one: what that would overlook is kept as a violation. */
final class ShopSimulator implements AutoCloseable {

    static final String SHOP = "fernwick.myshopify.com";
    static final String TOKEN = "shpat_0123456789abcdef";
    static final String CLIENT_ID = "client-1";
    static final String CLIENT_SECRET = "hush";
    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final Set<String> KNOWN = new HashSet<>(GraphQl.texts().values());

    private final Clock clock;
    final ShopState state;
    final GraphSimulator graph;
    final RestSimulator rest;
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<String> violations = new CopyOnWriteArrayList<>();
    final Set<String> tokens = ConcurrentHashMap.newKeySet();
    final AtomicInteger tokensMade = new AtomicInteger();
    final AtomicInteger throttled = new AtomicInteger();
    final Map<String, Integer> costs = new ConcurrentHashMap<>();
    volatile String version = "2026-10";
    volatile double bucketSize = 2_000;
    volatile double restore = 100;
    volatile Duration latency = Duration.ZERO;
    private double available = -1;
    private long asOf;
    private final List<Map.Entry<String, Fault>> planned = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    record Reply(int status, JsonNode body, Map<String, String> headers) {}

    ShopSimulator(Clock clock) {
        this.clock = clock;
        state = new ShopState(clock);
        graph = new GraphSimulator(state, violations::add);
        rest = new RestSimulator(state, violations::add);
        tokens.add(TOKEN);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param call name of an operation, or method and beginning of the path, such as {@code "POST orders/1/refunds"} */
    void plan(String call, Fault fault) {
        planned.add(Map.entry(call, fault));
    }

    long count(String call) {
        return calls.stream().filter(one -> one.startsWith(call)).count();
    }

    private synchronized Fault faultFor(String call) {
        for (Map.Entry<String, Fault> one : planned) {
            if (call.startsWith(one.getKey())) {
                planned.remove(one);
                return one.getValue();
            }
        }
        return new Fault.Slow(latency);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            JsonNode body = bytes.length == 0 ? Json.object() : Json.MAPPER.readTree(bytes);
            String call = path.endsWith("/graphql.json")
                    ? body.path("operationName").asText()
                    : exchange.getRequestMethod() + " "
                            + path.replaceFirst("^/admin/(api/[^/]+/)?", "").replaceFirst("\\.json$", "");
            calls.add(call);
            Fault fault = faultFor(call);
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
            Reply reply = reply(exchange, path, call, body);
            if (fault instanceof Fault.CutAfter) {
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("X-Shopify-API-Version", version);
            byte[] answer = reply.body().toString().getBytes(StandardCharsets.UTF_8);
            if (fault instanceof Fault.HalfAnswer) {
                exchange.sendResponseHeaders(reply.status(), answer.length);
                exchange.getResponseBody().write(answer, 0, answer.length / 2);
                exchange.getResponseBody().flush();
                return;
            }
            write(exchange, reply.status(), answer);
        }
    }

    private static void write(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Reply reply(HttpExchange exchange, String path, String call, JsonNode body) {
        boolean writes = List.of("POST", "PUT").contains(exchange.getRequestMethod());
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (writes && !"application/json".equals(type)) {
            violations.add(call + " with the content type " + type);
        }
        if (path.equals("/admin/oauth/access_token")) {
            return token(body);
        }
        if (call.equals("DELETE api_permissions/current")) {
            return tokens.remove(exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"))
                    ? new Reply(200, Json.object(), Map.of())
                    : error(401);
        }
        if (!path.startsWith("/admin/api/2026-10/")) {
            violations.add("another version: " + path);
            return error(404);
        }
        String token = exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token");
        if (token == null || !tokens.contains(token)) {
            return error(401);
        }
        if (path.equals("/admin/api/2026-10/graphql.json")) {
            return graphql(body);
        }
        return rest.reply(exchange.getRequestMethod(), call.substring(call.indexOf(' ') + 1), query(exchange), body);
    }

    /** A merchant opens the app: a token that ends, and what renews it. Whether the session token holds is for the app to look at first. */
    private Reply exchanged(JsonNode body) {
        if (!body.path("expiring").asText().equals("1")
                || SessionToken.read(body.path("subject_token").asText(), CLIENT_ID, CLIENT_SECRET, clock.instant())
                        .isEmpty()) {
            violations.add("an exchange for a token that does not end, or without a session");
            return new Reply(400, Json.object().put("error", "invalid_subject_token"), Map.of());
        }
        String token = "shpat_" + tokensMade.incrementAndGet();
        tokens.add(token);
        return new Reply(
                200,
                Json.object()
                        .put("access_token", token)
                        .put("scope", "read_orders,read_products")
                        .put("expires_in", 3_600)
                        .put("refresh_token", "shprt_" + tokensMade.get())
                        .put("refresh_token_expires_in", 7_776_000),
                Map.of());
    }

    private Reply token(JsonNode body) {
        boolean known = body.path("client_id").asText().equals(CLIENT_ID)
                && body.path("client_secret").asText().equals(CLIENT_SECRET);
        if (known && body.path("grant_type").asText().equals(TOKEN_EXCHANGE)) {
            return exchanged(body);
        }
        if (!known || !body.path("grant_type").asText().equals("client_credentials")) {
            return new Reply(400, Json.object().put("error", "application_cannot_be_found"), Map.of());
        }
        String token = "shpca_" + tokensMade.incrementAndGet();
        tokens.add(token);
        return new Reply(
                200,
                Json.object()
                        .put("access_token", token)
                        .put("scope", "read_orders")
                        .put("expires_in", 86_399),
                Map.of());
    }

    static Reply error(int status) {
        return new Reply(status, Json.object().put("errors", "no"), Map.of());
    }

    @SuppressWarnings("unchecked")
    private Reply graphql(JsonNode body) {
        String query = body.path("query").asText();
        if (!KNOWN.contains(query)) {
            violations.add("an unknown operation");
            return error(400);
        }
        Map<String, Object> variables = Json.MAPPER.convertValue(body.path("variables"), Map.class);
        Document document = Parser.parse(query);
        int requested = new QueryCost(graph.schema, document, variables)
                .of(document.getDefinitionsOfType(OperationDefinition.class).get(0));
        costs.merge(body.path("operationName").asText(), requested, Math::max);
        if (requested > 1_000) {
            violations.add(body.path("operationName").asText() + " may cost " + requested);
        }
        double granted = pay(requested);
        if (granted < 0) {
            throttled.incrementAndGet();
            ObjectNode answer = Json.object();
            answer.putArray("errors")
                    .addObject()
                    .put("message", "Throttled")
                    .putObject("extensions")
                    .put("code", "THROTTLED");
            answer.set("extensions", cost(requested, 0, available()));
            return new Reply(200, answer, Map.of());
        }
        ObjectNode answer = Json.MAPPER.valueToTree(
                graph.execute(query, body.path("operationName").asText(), variables));
        int actual = Math.min(requested, Math.max(1, objects(answer.path("data"))));
        pay(actual - requested);
        answer.set("extensions", cost(requested, actual, available()));
        return new Reply(200, answer, Map.of());
    }

    private static int objects(JsonNode node) {
        int count = node.isObject() ? 1 : 0;
        for (JsonNode child : node) {
            count += objects(child);
        }
        return count;
    }

    private ObjectNode cost(int requested, int actual, double left) {
        ObjectNode extensions = Json.object();
        ObjectNode cost = extensions
                .putObject("cost")
                .put("requestedQueryCost", requested)
                .put("actualQueryCost", actual);
        cost.putObject("throttleStatus")
                .put("maximumAvailable", bucketSize)
                .put("currentlyAvailable", left)
                .put("restoreRate", restore);
        return extensions;
    }

    private synchronized double available() {
        long now = System.nanoTime();
        available = available < 0 ? bucketSize : Math.min(bucketSize, available + (now - asOf) / 1e9 * restore);
        asOf = now;
        return available;
    }

    synchronized double pay(double price) {
        if (available() < price) {
            return -1;
        }
        available -= price;
        return available;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void sleep(Duration time) {
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
