package io.polyclerk.adapter.wechat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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

    private final Set<String> messageIds = new HashSet<>();
    private final Set<String> welcomeCodes = new HashSet<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile String goodToken = "";
    volatile int pageSize = 1000;
    volatile int tokenlessSyncsAllowed = 2;
    volatile String menu = "";
    volatile String untrustedServer = "";

    /** The next answer, instead of the right one; status 0 resets the connection, -1 does so in the middle. */
    private record Fault(int status, String contentType, String body, String retryAfter) {}

    /** What the platform says no with. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;

        Refusal(int code, String message) {
            super(message);
            this.code = code;
        }
    }

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
                case "/cgi-bin/kf/servicer/list" -> servicers(query);
                case "/cgi-bin/kf/sync_msg" -> sync(authorised(query, json(body), post));
                case "/cgi-bin/kf/send_msg" -> kfSend(authorised(query, json(body), post));
                case "/cgi-bin/kf/service_state/get" -> sessionState(authorised(query, json(body), post));
                case "/cgi-bin/kf/service_state/trans" -> changeSession(authorised(query, json(body), post));
                case "/cgi-bin/kf/send_msg_on_event" -> kfSendOnEvent(authorised(query, json(body), post));
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

    private static JsonObject json(String body) {
        if (body.matches("(?s).*\\\\u00(27|26|3c|3e|3d).*")) {
            throw new Refusal(40033, "invalid charset: no escapes");
        }
        try {
            return JsonParser.parseString(body).getAsJsonObject();
        } catch (RuntimeException noObject) {
            throw new Refusal(47001, "data format error");
        }
    }

    private JsonObject authorised(Map<String, String> query, JsonObject body, boolean post) {
        if (!post) {
            throw new Refusal(43002, "require POST method");
        }
        requireToken(query, Set.of("access_token"));
        return body;
    }

    private void requireToken(Map<String, String> query, Set<String> known) {
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

    private void spend(JsonObject message) {
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

    private String servicers(Map<String, String> query) {
        requireToken(query, Set.of("access_token", "open_kfid"));
        if (!OPEN_KF_ID.equals(query.get("open_kfid"))) {
            throw new Refusal(95000, "invalid open_kfid");
        }
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"servicer_list\":[]}";
    }

    private String sync(JsonObject body) {
        for (String name : body.keySet()) {
            if (!Set.of("cursor", "token", "limit", "voice_format", "open_kfid").contains(name)) {
                throw new Refusal(40058, "unknown " + name);
            }
        }
        requireValue(body, "open_kfid", OPEN_KF_ID, 95000);
        if (body.get("limit").getAsInt() > 1000 || body.get("voice_format").getAsInt() != 0) {
            throw new Refusal(40058, "limit or voice_format");
        }
        if (!body.has("token") && tokenlessSyncsAllowed-- <= 0) {
            throw new Refusal(45009, "api freq out of limit");
        }
        if (body.has("token") && !callbackTokens.contains(string(body, "token", 128))) {
            throw new Refusal(95007, "invalid msg token");
        }
        int from =
                body.has("cursor") ? Integer.parseInt(string(body, "cursor", 64).substring(1)) : 0;
        int to = Math.min(from + pageSize, weComMessages.size());
        JsonArray page = new JsonArray();
        weComMessages.subList(from, to).forEach(page::add);
        JsonObject answer = new JsonObject();
        answer.addProperty("errcode", 0);
        answer.addProperty("errmsg", "ok");
        answer.addProperty("next_cursor", "c" + to);
        answer.addProperty("has_more", to < weComMessages.size() ? 1 : 0);
        answer.add("msg_list", page);
        return answer.toString();
    }

    private String kfSend(JsonObject message) {
        String type = string(message, "msgtype", 32);
        requireOnly(message, "touser", "open_kfid", "msgid", "msgtype", type);
        requireValue(message, "open_kfid", OPEN_KF_ID, 95000);
        String words = words(type, message.getAsJsonObject(type));
        String id = newMessageId(message);
        if (sessions.getOrDefault(string(message, "touser", 64), 0) > 1) {
            throw new Refusal(95018, "the session is not the bot's");
        }
        spend(message);
        return shown(id, words);
    }

    private String kfSendOnEvent(JsonObject message) {
        String type = string(message, "msgtype", 32);
        requireOnly(message, "code", "msgid", "msgtype", type);
        String words = words(type, message.getAsJsonObject(type));
        if (type.equals("location") || !welcomeCodes.remove(string(message, "code", 64))) {
            throw new Refusal(40029, "invalid code");
        }
        return shown(newMessageId(message), words);
    }

    private String sessionState(JsonObject body) {
        requireOnly(body, "open_kfid", "external_userid");
        requireValue(body, "open_kfid", OPEN_KF_ID, 95000);
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"service_state\":"
                + sessions.getOrDefault(string(body, "external_userid", 64), 0) + "}";
    }

    private String changeSession(JsonObject body) {
        requireOnly(body, "open_kfid", "external_userid", "service_state", "servicer_userid");
        requireValue(body, "open_kfid", OPEN_KF_ID, 95000);
        String shopper = string(body, "external_userid", 64);
        int from = sessions.getOrDefault(shopper, 0);
        int to = body.get("service_state").getAsInt();
        if (to <= from || from == 4) {
            throw new Refusal(95016, "not allowed to change the session's state");
        }
        sessions.put(shopper, to);
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"msg_code\":\"code\"}";
    }

    private String shown(String id, String words) {
        messageIds.add(id);
        shown.add(words);
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"" + id + "\"}";
    }

    private String newMessageId(JsonObject message) {
        String id = string(message, "msgid", 32);
        if (!id.matches("[0-9a-zA-Z_-]*") || messageIds.contains(id)) {
            throw new Refusal(95999, "msgid invalid or used before");
        }
        return id;
    }

    private static String words(String type, JsonObject content) {
        return switch (type) {
            case "text" -> {
                requireOnly(content, "content");
                yield string(content, "content", 2048);
            }
            case "msgmenu" -> {
                requireOnly(content, "head_content", "list");
                JsonArray list = content.getAsJsonArray("list");
                if (list.size() > 10) {
                    throw new Refusal(40058, "list too long");
                }
                StringBuilder all = new StringBuilder(string(content, "head_content", 1024));
                list.forEach(entry -> all.append(menuEntry(entry.getAsJsonObject())));
                yield all.toString();
            }
            case "location" -> {
                content.get("latitude").getAsDouble();
                content.get("longitude").getAsDouble();
                yield content.toString();
            }
            default -> throw new Refusal(40008, "invalid msgtype");
        };
    }

    private static String menuEntry(JsonObject entry) {
        String type = string(entry, "type", 16);
        requireOnly(entry, "type", type);
        JsonObject content = entry.getAsJsonObject(type);
        if (type.equals("text")) {
            requireOnly(content, "content");
            return string(content, "content", 256);
        }
        requireValue(entry, "type", "click", 40058);
        requireOnly(content, "id", "content");
        return " [" + string(content, "id", 64) + "=" + string(content, "content", 128) + "]";
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

    private static void requireOnly(JsonObject object, String... names) {
        if (object == null || !object.keySet().equals(Set.of(names))) {
            throw new Refusal(
                    47001, "expected " + List.of(names) + " and got " + (object == null ? null : object.keySet()));
        }
    }

    private static void requireValue(JsonObject object, String name, String value, int code) {
        if (!object.has(name) || !value.equals(object.get(name).getAsString())) {
            throw new Refusal(code, "invalid " + name);
        }
    }

    private static String string(JsonObject object, String name, int longestInBytes) {
        JsonElement value = object.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw new Refusal(47001, name + " is no text");
        }
        String text = value.getAsString();
        if (text.getBytes(StandardCharsets.UTF_8).length > longestInBytes) {
            throw new Refusal(45002, name + " is too long");
        }
        return text;
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
