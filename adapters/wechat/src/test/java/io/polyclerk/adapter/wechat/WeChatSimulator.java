package io.polyclerk.adapter.wechat;

import static io.polyclerk.adapter.wechat.Strict.json;
import static io.polyclerk.adapter.wechat.Strict.requireOnly;
import static io.polyclerk.adapter.wechat.Strict.requireValue;
import static io.polyclerk.adapter.wechat.Strict.string;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Both platforms, stricter than they are: every parameter must be known, of its type and within its length; tokens end; budgets and
 * windows are kept; a message id is taken once.
 */
final class WeChatSimulator implements AutoCloseable {

    static final String APP_ID = "wxba5fad812f8e6fb9";
    static final String CORP_ID = "ww1234567890";
    static final String SECRET = "the-very-secret&word";
    static final String OPEN_KF_ID = "wkAAA";
    private static final int BUDGET = 5;

    /** What was asked: the path and, for a POST, the body. Token requests are counted apart. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    final AtomicInteger tokensGiven = new AtomicInteger();
    final AtomicInteger tokenRequests = new AtomicInteger();

    /** What shoppers see. */
    final List<String> shown = new CopyOnWriteArrayList<>();

    final Map<String, byte[]> files = new HashMap<>();
    final List<JsonObject> weComMessages = new CopyOnWriteArrayList<>();
    final Set<String> callbackTokens = new HashSet<>();
    private final Map<String, Integer> budgets = new HashMap<>();
    /** Who has a shopper's session, in the platform's numbers. */
    final Map<String, Integer> sessions = new HashMap<>();

    final Set<String> welcomeCodes = new HashSet<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final CustomerServiceSide customerService = new CustomerServiceSide(this);
    private final HttpServer server;
    private volatile String goodToken = "";
    volatile int pageSize = 1000;
    volatile int tokenlessSyncsAllowed = 2;
    volatile String menu = "";
    volatile String untrustedServer = "";

    /** The next answer, instead of the right one; status 0 resets the connection, -1 does so in the middle. */
    private record Fault(int status, String contentType, String body, String retryAfter) {}

    WeChatSimulator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A message of the shopper opens the window and fills the budget. */
    synchronized void shopperWrites(String shopper) {
        budgets.put(shopper, BUDGET);
    }

    synchronized void windowCloses(String shopper) {
        budgets.put(shopper, -1);
    }

    synchronized void shopperEnters(String code) {
        welcomeCodes.add(code);
    }

    synchronized void tokenEnds() {
        goodToken = "";
    }

    void answersNext(int status, String body) {
        faults.add(new Fault(status, "application/json", body, ""));
    }

    /** The next answer ends in the middle. */
    void cutsNext() {
        faults.add(new Fault(-1, "application/json", "{\"errcode\":0", ""));
    }

    void limitsNext(String retryAfter) {
        faults.add(new Fault(429, "text/plain", "", retryAfter));
    }

    void refusesNext(int code) {
        answersNext(200, error(code, "no hint: [1645025097593810238423219] for o-secret-person"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        boolean asksForToken = path.endsWith("/stable_token") || path.endsWith("/gettoken");
        if (asksForToken) {
            tokenRequests.incrementAndGet();
        } else {
            calls.add(body.isEmpty() ? path : path + " " + body);
        }
        Fault fault = faults.poll();
        if (fault != null) {
            fail(exchange, fault);
            return;
        }
        if (path.endsWith("/media/get") || path.equals("/video.mp4")) {
            sendFile(exchange, query(exchange));
            return;
        }
        send(exchange, 200, "application/json", answer(exchange, path, body).getBytes(StandardCharsets.UTF_8));
    }

    private static void fail(HttpExchange exchange, Fault fault) throws IOException {
        if (fault.status() == 0) {
            exchange.close();
            return;
        }
        if (fault.status() < 0) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(fault.body().getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
            return;
        }
        if (!fault.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
        }
        send(exchange, fault.status(), fault.contentType(), fault.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized String answer(HttpExchange exchange, String path, String body) {
        Map<String, String> query = query(exchange);
        try {
            boolean post = exchange.getRequestMethod().equals("POST");
            return switch (path) {
                case "/cgi-bin/stable_token" -> stableToken(json(body));
                case "/cgi-bin/gettoken" -> corporateToken(query);
                case "/cgi-bin/message/custom/send" -> customSend(authorised(query, json(body), post));
                case "/cgi-bin/message/custom/typing" -> typing(authorised(query, json(body), post));
                case "/cgi-bin/menu/get" -> menuGet(query);
                case "/cgi-bin/menu/create" -> menuCreate(authorised(query, json(body), post), body);
                case "/cgi-bin/menu/delete" -> menuDelete(query);
                case "/cgi-bin/kf/servicer/list" -> customerService.servicers(query);
                case "/cgi-bin/kf/sync_msg" -> customerService.sync(authorised(query, json(body), post));
                case "/cgi-bin/kf/send_msg" -> customerService.kfSend(authorised(query, json(body), post));
                case "/cgi-bin/kf/service_state/get" ->
                    customerService.sessionState(authorised(query, json(body), post));
                case "/cgi-bin/kf/service_state/trans" ->
                    customerService.changeSession(authorised(query, json(body), post));
                case "/cgi-bin/kf/send_msg_on_event" ->
                    customerService.kfSendOnEvent(authorised(query, json(body), post));
                default -> throw new Refusal(40066, "invalid url");
            };
        } catch (Refusal refusal) {
            return error(refusal.code, refusal.getMessage());
        }
    }

    private static String error(int code, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("errcode", code);
        error.addProperty("errmsg", message + " rid: 6a01d72c-38178a79-77b8b30b");
        return error.toString();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private JsonObject authorised(Map<String, String> query, JsonObject body, boolean post) {
        if (!post) {
            throw new Refusal(43002, "require POST method");
        }
        requireToken(query, Set.of("access_token"));
        return body;
    }

    void requireToken(Map<String, String> query, Set<String> known) {
        if (!known.equals(query.keySet())) {
            throw new Refusal(41001, "unknown or missing parameters " + query.keySet());
        }
        String token = query.get("access_token");
        if (!token.equals(goodToken)) {
            throw new Refusal(token.startsWith("token") ? 42001 : 40014, "access_token expired or invalid");
        }
    }

    private String stableToken(JsonObject body) {
        requireOnly(body, "grant_type", "appid", "secret", "force_refresh");
        requireValue(body, "grant_type", "client_credential", 40002);
        requireValue(body, "appid", APP_ID, 40013);
        requireValue(body, "secret", SECRET, 40125);
        if (body.get("force_refresh").getAsBoolean()) {
            throw new Refusal(45009, "forced refresh is for emergencies");
        }
        return token();
    }

    private String corporateToken(Map<String, String> query) {
        if (!query.equals(Map.of("corpid", CORP_ID, "corpsecret", SECRET))) {
            throw new Refusal(CORP_ID.equals(query.get("corpid")) ? 40001 : 40013, "invalid corpid or secret");
        }
        return token();
    }

    private String token() {
        if (!untrustedServer.isEmpty()) {
            throw new Refusal(Integer.parseInt(untrustedServer), "invalid ip 203.0.113.7, not in whitelist");
        }
        if (goodToken.isEmpty()) {
            goodToken = "token+/=" + tokensGiven.incrementAndGet();
        }
        return "{\"access_token\":\"" + goodToken + "\",\"expires_in\":7200,\"errcode\":0}";
    }

    private String customSend(JsonObject message) {
        switch (string(message, "msgtype", 32)) {
            case "text" -> {
                requireOnly(message, "touser", "msgtype", "text");
                requireOnly(message.getAsJsonObject("text"), "content");
                spend(message);
                shown.add(string(message.getAsJsonObject("text"), "content", 2048));
            }
            case "msgmenu" -> {
                requireOnly(message, "touser", "msgtype", "msgmenu");
                JsonObject menuMessage = message.getAsJsonObject("msgmenu");
                requireOnly(menuMessage, "head_content", "list", "tail_content");
                StringBuilder all = new StringBuilder(string(menuMessage, "head_content", 2048));
                for (JsonElement entry : menuMessage.getAsJsonArray("list")) {
                    requireOnly(entry.getAsJsonObject(), "id", "content");
                    all.append(" [")
                            .append(string(entry.getAsJsonObject(), "id", 64))
                            .append('=');
                    all.append(string(entry.getAsJsonObject(), "content", 128)).append(']');
                }
                spend(message);
                shown.add(all.toString());
            }
            default -> throw new Refusal(45162, "invalid type");
        }
        return "{\"errcode\":0,\"errmsg\":\"ok\"}";
    }

    void spend(JsonObject message) {
        String shopper = string(message, "touser", 64);
        Integer left = budgets.get(shopper);
        if (left == null) {
            throw new Refusal(40003, "invalid openid");
        }
        if (left < 0) {
            throw new Refusal(message.has("open_kfid") ? 95002 : 45015, "response out of time limit");
        }
        if (left == 0) {
            throw new Refusal(message.has("open_kfid") ? 95001 : 45047, "out of response count limit");
        }
        budgets.put(shopper, left - 1);
    }

    private static String typing(JsonObject body) {
        requireOnly(body, "touser", "command");
        requireValue(body, "command", "Typing", 40035);
        return "{\"errcode\":0,\"errmsg\":\"ok\"}";
    }

    private String menuGet(Map<String, String> query) {
        requireToken(query, Set.of("access_token"));
        if (menu.isEmpty()) {
            throw new Refusal(46003, "menu no exist");
        }
        return "{\"menu\":" + menu + "}";
    }

    private String menuCreate(JsonObject body, String raw) {
        requireOnly(body, "button");
        for (JsonElement entry : body.getAsJsonArray("button")) {
            JsonObject button = entry.getAsJsonObject();
            requireOnly(button, "type", "name", "key");
            requireValue(button, "type", "click", 40016);
            string(button, "name", 16);
            string(button, "key", 128);
        }
        menu = raw;
        return "{\"errcode\":0,\"errmsg\":\"ok\"}";
    }

    private String menuDelete(Map<String, String> query) {
        requireToken(query, Set.of("access_token"));
        menu = "";
        return "{\"errcode\":0,\"errmsg\":\"ok\"}";
    }

    private synchronized void sendFile(HttpExchange exchange, Map<String, String> query) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/video.mp4")) {
            if (!query.isEmpty()) {
                throw new IllegalStateException("the token went to another host");
            }
            send(exchange, 200, "video/mp4", "a video".getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            requireToken(query, Set.of("access_token", "media_id"));
            String id = query.get("media_id");
            if (id.equals("video")) {
                send(
                        exchange,
                        200,
                        "text/plain",
                        ("{\"video_url\":\"" + address() + "/video.mp4\"}").getBytes(StandardCharsets.UTF_8));
                return;
            }
            byte[] file = files.get(id);
            if (file == null) {
                throw new Refusal(40007, "invalid media_id");
            }
            exchange.getResponseHeaders().set("Content-disposition", "attachment; filename=\"" + id + "\"");
            send(exchange, 200, id.endsWith("json") ? "application/json" : "application/octet-stream", file);
        } catch (Refusal refusal) {
            send(
                    exchange,
                    200,
                    "application/json",
                    error(refusal.code, refusal.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How many times a path was asked for. */
    int count(String path) {
        return (int) new ArrayList<>(calls)
                .stream().filter(call -> call.startsWith(path)).count();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
