package ${package};

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A shop that searches as sloppily as shops do: by the beginning of what is asked for. */
final class ${name}Simulator implements AutoCloseable {

    static final String KEY = "api-key-1";

    private static final Map<String, String> ORDERS = Map.of(
            "1001",
            order("77", "1001", "2026-11-20T09:30:00Z", "mei@mail.example"),
            "10010",
            order("78", "10010", "2026-11-21T09:30:00Z", "mei@mail.example.evil"));

    private final HttpServer server;

    ${name}Simulator() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException occupied) {
            throw new IllegalStateException(occupied);
        }
        server.createContext("/v1/", this::answer);
        server.start();
    }

    private static String order(String id, String number, String placed, String email) {
        return """
                {"id":"%s","number":"%s","state":"sent","paid":true,"placed":"%s","changed":"%s","currency":"EUR","total":"51.60",
                 "lines":[{"id":"l1","product":"p1","sku":"TS-M","title":"T-shirt","quantity":1,"total":"19.90"},
                          {"id":"l2","title":"Mug","quantity":2,"total":"31.70"}],
                 "customer":{"id":"c1","name":"Mei","email":"%s","phone":"+351210000001"},
                 "address":{"street":"Rua 1","city":"Lisboa","postcode":"1000-001","country":"PT"},
                 "parcels":[{"id":"s1","state":"moving","carrier":"CTT","number":"RR1","link":"https://carrier.example/RR1"}]}
                """.formatted(id, number, placed, placed, email);
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean known = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String wanted = URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        String body = switch (exchange.getRequestURI().getPath()) {
            case "/v1/orders" -> "{\"orders\":[" + orders(query, wanted) + "]}";
            case "/v1/products" ->
                "{\"products\":["
                        + ("merino t-shirt".contains(wanted)
                                ? "{\"id\":\"p1\",\"sku\":\"TS-M\",\"title\":\"Merino T-shirt\",\"currency\":\"EUR\",\"price\":\"19.90\",\"available\":true}"
                                : "")
                        + "]}";
            case "/v1/policies" ->
                "{\"policies\":[{\"kind\":\"returns\",\"language\":\"en\",\"title\":\"Returns\",\"text\":\"30 days.\"}]}";
            default -> "{}";
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String orders(String query, String wanted) {
        List<String> found = ORDERS.entrySet().stream()
                .filter(order -> query.startsWith("number=")
                        ? order.getKey().startsWith(wanted)
                        : order.getValue().contains(wanted))
                .map(Map.Entry::getValue)
                .toList();
        return found.stream().collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
