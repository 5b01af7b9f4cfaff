package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.load.RunningServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** WeChat towards a platform that acts for many accounts: tickets, the page on which somebody agrees, and tokens for one account each. */
final class ThirdPartyPlatform extends Platform {

    static final String COMPONENT = "wx4444cccc3333bbbb";
    static final String SECRET = "outsider-component-secret";
    static final String TOKEN = "outsidercomponenttoken";
    static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    private static final AtomicLong IDS = new AtomicLong(7000);

    private final RunningServer server;
    private final Set<String> preAuthCodes = ConcurrentHashMap.newKeySet();
    private final Map<String, String> authCodes = new ConcurrentHashMap<>();
    private final Map<String, String> accountOfToken = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private volatile String ticket = "";
    private volatile String componentToken = "";

    ThirdPartyPlatform(RunningServer server) {
        this.server = server;
    }

    @Override
    @Nullable
    Answer answer(Call call) {
        JsonNode body = call.json();
        return switch (call.path()) {
            case "/cgi-bin/component/api_component_token" -> componentToken(body);
            case "/cgi-bin/component/api_create_preauthcode" -> asComponent(call, this::preAuthCode);
            case "/cgi-bin/component/api_query_auth" ->
                asComponent(call, () -> granted(body.path("authorization_code").asText()));
            case "/cgi-bin/component/api_authorizer_token" -> asComponent(call, () -> renewed(body));
            case "/cgi-bin/component/api_get_authorizer_info" ->
                asComponent(
                        call,
                        () -> Answer.json(
                                200,
                                "{\"authorizer_info\":{\"nick_name\":\"n\",\"service_type_info\":{\"id\":2}},\"authorization_info\":{}}"));
            case "/cgi-bin/message/custom/send" -> asAccount(call, () -> sent(body));
            case "/cgi-bin/menu/get" -> asAccount(call, () -> error(46003));
            case "/cgi-bin/message/custom/typing", "/cgi-bin/menu/create" ->
                asAccount(call, () -> Answer.json(200, "{\"errcode\":0,\"errmsg\":\"ok\"}"));
            default -> null;
        };
    }

    private static Answer error(int code) {
        return Answer.json(200, "{\"errcode\":" + code + ",\"errmsg\":\"no hint rid: 65f0-1a2b-3c4d\"}");
    }

    private Answer componentToken(JsonNode body) {
        if (!body.path("component_appid").asText().equals(COMPONENT)
                || !body.path("component_appsecret").asText().equals(SECRET)) {
            return error(40125);
        }
        if (ticket.isEmpty() || !body.path("component_verify_ticket").asText().equals(ticket)) {
            return error(61006);
        }
        componentToken = "61_" + IDS.incrementAndGet();
        return Answer.json(200, "{\"component_access_token\":\"" + componentToken + "\",\"expires_in\":7200}");
    }

    private Answer asComponent(Call call, java.util.function.Supplier<Answer> deed) {
        boolean good = !componentToken.isEmpty()
                && componentToken.equals(call.query().get("access_token"))
                && call.json().path("component_appid").asText().equals(COMPONENT);
        return good ? deed.get() : error(40001);
    }

    private Answer asAccount(Call call, java.util.function.Supplier<Answer> deed) {
        return accountOfToken.containsKey(call.query().getOrDefault("access_token", "")) ? deed.get() : error(42001);
    }

    private Answer preAuthCode() {
        String code = "preauthcode@@@" + IDS.incrementAndGet();
        preAuthCodes.add(code);
        return Answer.json(200, "{\"pre_auth_code\":\"" + code + "\",\"expires_in\":1800}");
    }

    private Answer granted(String code) {
        String account = authCodes.remove(code);
        if (account == null) {
            return error(61010);
        }
        ObjectNode info = tokens(account).put("authorizer_appid", account);
        info.putArray("func_info").addObject().putObject("funcscope_category").put("id", 1);
        ObjectNode answer = object();
        answer.set("authorization_info", info);
        return Answer.json(200, answer);
    }

    private ObjectNode tokens(String account) {
        String token = "62_" + IDS.incrementAndGet();
        accountOfToken.values().removeIf(account::equals);
        accountOfToken.put(token, account);
        refreshTokens.put(account, "refreshtoken@@@" + IDS.incrementAndGet());
        return object().put("authorizer_access_token", token)
                .put("expires_in", 7200)
                .put("authorizer_refresh_token", refreshTokens.get(account));
    }

    private Answer renewed(JsonNode body) {
        String account = body.path("authorizer_appid").asText();
        if (!refreshTokens.containsKey(account)) {
            return error(61003);
        }
        return body.path("authorizer_refresh_token").asText().equals(refreshTokens.get(account))
                ? Answer.json(200, tokens(account))
                : error(61023);
    }

    private Answer sent(JsonNode message) {
        if (!message.path("msgtype").asText().equals("text")
                && !message.path("msgtype").asText().equals("msgmenu")) {
            refused.add("custom/send " + message);
        }
        show(
                message.path("touser").asText(),
                message.at("/text/content")
                        .asText(message.at("/msgmenu/head_content").asText()),
                Map.of());
        return Answer.json(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
    }

    /** Somebody scans the code on the page and agrees for an account of theirs. @return what their browser brings back */
    String agrees(String preAuthCode, String account) {
        if (!preAuthCodes.remove(preAuthCode)) {
            throw new AssertionError("the page is not opened by " + preAuthCode);
        }
        String code = "queryauthcode@@@" + IDS.incrementAndGet();
        authCodes.put(code, account);
        return code;
    }

    void takesBack(String account) throws InterruptedException {
        refreshTokens.remove(account);
        accountOfToken.values().removeIf(account::equals);
        event("unauthorized", "<AuthorizerAppid><![CDATA[" + account + "]]></AuthorizerAppid>");
    }

    void pushTicket() throws InterruptedException {
        ticket = "ticket@@@" + IDS.incrementAndGet();
        event("component_verify_ticket", "<ComponentVerifyTicket><![CDATA[" + ticket + "]]></ComponentVerifyTicket>");
    }

    private void event(String type, String fields) throws InterruptedException {
        String xml = "<xml><AppId><![CDATA[" + COMPONENT + "]]></AppId><CreateTime>"
                + Instant.now().getEpochSecond() + "</CreateTime><InfoType><![CDATA[" + type + "]]></InfoType>" + fields
                + "</xml>";
        int status = post("/install/wechat/webhooks", "AppId", COMPONENT, xml);
        if (status != 200) {
            throw new AssertionError(type + " was answered " + status);
        }
    }

    /** What a shopper writes to an account goes to the address in which the platform puts the account's name. */
    int writes(String account, String shopper, String words) throws InterruptedException {
        String xml = "<xml><ToUserName>gh_1</ToUserName><FromUserName>" + shopper + "</FromUserName><CreateTime>"
                + Instant.now().getEpochSecond() + "</CreateTime><MsgType>text</MsgType><Content><![CDATA[" + words
                + "]]></Content><MsgId>" + IDS.incrementAndGet() + "</MsgId></xml>";
        return post("/hooks/" + account, "ToUserName", "gh_1", xml);
    }

    private int post(String path, String outerName, String outerValue, String xml) throws InterruptedException {
        String encrypted = Envelope.encrypted(xml, COMPONENT, AES_KEY);
        String timestamp = "" + Instant.now().getEpochSecond();
        String nonce = "n" + IDS.incrementAndGet();
        String body = "<xml><" + outerName + ">" + outerValue + "</" + outerName + "><Encrypt><![CDATA[" + encrypted
                + "]]></Encrypt></xml>";
        return server.post(
                path + "?signature=" + Envelope.signature(TOKEN, timestamp, nonce) + "&timestamp=" + timestamp
                        + "&nonce="
                        + nonce + "&encrypt_type=aes&msg_signature="
                        + Envelope.signature(TOKEN, timestamp, nonce, encrypted),
                body.getBytes(StandardCharsets.UTF_8),
                Map.of());
    }
}
