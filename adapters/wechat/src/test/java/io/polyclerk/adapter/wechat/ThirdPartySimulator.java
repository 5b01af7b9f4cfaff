package io.polyclerk.adapter.wechat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * WeChat towards a third-party platform, stricter than the original: a ticket, a code and a refresh token that were replaced are good for
 * nothing, and a field that is not wanted is a fault.
 */
final class ThirdPartySimulator implements AutoCloseable {

    static final String COMPONENT = "wxcccc0123456789ab";
    static final String SECRET = "component-secret";
    static final String ACCOUNT = "wx0123456789abcdef";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<String> shown = new CopyOnWriteArrayList<>();
    volatile boolean miniProgram;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Set<String> preAuthCodes = new HashSet<>();
    private final Map<String, String> authCodes = new HashMap<>();
    private String ticket = "";
    private String componentToken = "";
    private String accountToken = "";
    private String refreshToken = "";
    private boolean granted;
    private int counter;

    ThirdPartySimulator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Pushes a new ticket; the one before is worthless from then on. */
    synchronized WebhookRequest pushesTicket(Instant now) {
        ticket = "ticket@@@" + ++counter;
        return event("component_verify_ticket", "<ComponentVerifyTicket>" + ticket + "</ComponentVerifyTicket>", now);
    }

    static WebhookRequest event(String type, String fields, Instant now) {
        return Pushes.encrypted(
                "<xml><AppId>" + COMPONENT + "</AppId><CreateTime>" + now.getEpochSecond() + "</CreateTime><InfoType>"
                        + type + "</InfoType>" + fields + "</xml>",
                COMPONENT,
                now);
    }

    /** The merchant scans the code on the page and agrees. @return what the browser brings back */
    synchronized String agrees(String preAuthCode) {
        if (!preAuthCodes.remove(preAuthCode)) {
            throw new AssertionError("the page does not open with " + preAuthCode);
        }
        return newAuthCode();
    }

    /** The merchant changes what it allows, in the platform's own console. */
    synchronized String newAuthCode() {
        String code = "queryauthcode@@@" + ++counter;
        authCodes.put(code, ACCOUNT);
        granted = true;
        return code;
    }

    synchronized void takesBack() {
        granted = false;
        accountToken = "";
        refreshToken = "";
    }

    synchronized void accountTokenEnds() {
        accountToken = "";
    }

    synchronized void componentTokenEnds() {
        componentToken = "";
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        calls.add(path);
        JsonObject answer;
        try {
            answer = answer(path, token(exchange), JsonParser.parseString(body).getAsJsonObject());
        } catch (Refusal refusal) {
            answer = new JsonObject();
            answer.addProperty("errcode", refusal.code);
            answer.addProperty("errmsg", "no rid: 6a01d72c-38178a79-77b8b30b");
        }
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String token(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && query.startsWith("access_token=") ? query.substring("access_token=".length()) : "";
    }

    private synchronized JsonObject answer(String path, String token, JsonObject body) {
        return switch (path) {
            case "/cgi-bin/component/api_component_token" -> componentToken(body);
            case "/cgi-bin/component/api_create_preauthcode" -> preAuthCode(asComponent(token, body));
            case "/cgi-bin/component/api_query_auth" -> grant(asComponent(token, body));
            case "/cgi-bin/component/api_authorizer_token" -> renewal(asComponent(token, body));
            case "/cgi-bin/component/api_get_authorizer_info" -> account(asComponent(token, body));
            case "/cgi-bin/message/custom/send" -> message(token, body);
            default -> throw new Refusal(40066, "no");
        };
    }

    private static void only(JsonObject body, String... names) {
        if (!body.keySet().equals(Set.of(names))) {
            throw new AssertionError("fields: " + body.keySet());
        }
    }

    private JsonObject componentToken(JsonObject body) {
        only(body, "component_appid", "component_appsecret", "component_verify_ticket");
        if (!body.get("component_appid").getAsString().equals(COMPONENT)) {
            throw new Refusal(61011, "no");
        }
        if (!body.get("component_appsecret").getAsString().equals(SECRET)) {
            throw new Refusal(40125, "no");
        }
        if (!body.get("component_verify_ticket").getAsString().equals(ticket)) {
            throw new Refusal(61006, "no");
        }
        componentToken = "component-token-" + ++counter;
        JsonObject answer = new JsonObject();
        answer.addProperty("component_access_token", componentToken);
        answer.addProperty("expires_in", 7200);
        return answer;
    }

    private JsonObject asComponent(String token, JsonObject body) {
        if (token.isEmpty() || !token.equals(componentToken)) {
            throw new Refusal(40001, "no");
        }
        if (!body.get("component_appid").getAsString().equals(COMPONENT)) {
            throw new Refusal(61011, "no");
        }
        return body;
    }

    private JsonObject preAuthCode(JsonObject body) {
        only(body, "component_appid");
        String code = "preauthcode@@@" + ++counter;
        preAuthCodes.add(code);
        JsonObject answer = new JsonObject();
        answer.addProperty("pre_auth_code", code);
        answer.addProperty("expires_in", 1800);
        return answer;
    }

    private JsonObject grant(JsonObject body) {
        only(body, "component_appid", "authorization_code");
        String account = authCodes.remove(body.get("authorization_code").getAsString());
        if (account == null) {
            throw new Refusal(61010, "no");
        }
        JsonObject grant = newTokens();
        grant.addProperty("authorizer_appid", account);
        JsonArray functions = new JsonArray();
        for (int id : new int[] {1, 15}) {
            JsonObject category = new JsonObject();
            category.addProperty("id", id);
            JsonObject function = new JsonObject();
            function.add("funcscope_category", category);
            functions.add(function);
        }
        grant.add("func_info", functions);
        JsonObject answer = new JsonObject();
        answer.add("authorization_info", grant);
        return answer;
    }

    private JsonObject newTokens() {
        accountToken = "account-token-" + ++counter;
        refreshToken = "refreshtoken@@@" + counter;
        JsonObject tokens = new JsonObject();
        tokens.addProperty("authorizer_access_token", accountToken);
        tokens.addProperty("expires_in", 7200);
        tokens.addProperty("authorizer_refresh_token", refreshToken);
        return tokens;
    }

    private JsonObject renewal(JsonObject body) {
        only(body, "component_appid", "authorizer_appid", "authorizer_refresh_token");
        if (!granted || !body.get("authorizer_appid").getAsString().equals(ACCOUNT)) {
            throw new Refusal(61003, "no");
        }
        if (!body.get("authorizer_refresh_token").getAsString().equals(refreshToken)) {
            throw new Refusal(61023, "no");
        }
        return newTokens();
    }

    private JsonObject account(JsonObject body) {
        only(body, "component_appid", "authorizer_appid");
        JsonObject info = new JsonObject();
        info.addProperty("nick_name", "shop");
        info.addProperty("user_name", "gh_1");
        if (miniProgram) {
            info.add("MiniProgramInfo", new JsonObject());
        }
        JsonObject answer = new JsonObject();
        answer.add("authorizer_info", info);
        return answer;
    }

    private JsonObject message(String token, JsonObject body) {
        if (token.isEmpty() || !token.equals(accountToken)) {
            throw new Refusal(granted ? 42001 : 61003, "no");
        }
        shown.add(body.getAsJsonObject("text").get("content").getAsString());
        JsonObject answer = new JsonObject();
        answer.addProperty("errcode", 0);
        answer.addProperty("errmsg", "ok");
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
