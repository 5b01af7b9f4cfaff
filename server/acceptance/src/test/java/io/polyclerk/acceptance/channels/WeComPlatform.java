package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.load.RunningServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** WeCom customer service: a push says only that there is something, which is then fetched page by page. */
final class WeComPlatform extends Platform {

    static final String CORP_ID = "wwddddccc7775555aaa";
    static final String SECRET = "outsider-corp-secret";
    static final String TOKEN = "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo";
    static final String AES_KEY = "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt";
    static final String KF = "wkOutsider_A-1";

    static final AtomicLong IDS = new AtomicLong(5000);

    final List<ObjectNode> log = new CopyOnWriteArrayList<>();
    final Map<String, Integer> budgets = new ConcurrentHashMap<>();
    final Map<String, Integer> states = new ConcurrentHashMap<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Set<String> pushTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> messageIds = ConcurrentHashMap.newKeySet();
    final List<Integer> refusals = new CopyOnWriteArrayList<>();
    final AtomicInteger syncs = new AtomicInteger();
    final String connection;
    volatile String goodToken = "kf-token-1";
    volatile int pageSize = 1000;
    /** Where pushes go, besides or instead of the one server. */
    final List<RunningServer> servers = new CopyOnWriteArrayList<>();

    WeComPlatform(String connection) {
        this.connection = connection;
    }

    @Override
    @Nullable
    Answer answer(Call call) {
        if (call.path().equals("/cgi-bin/gettoken")) {
            return call.query().get("corpsecret") instanceof String secret
                            && secret.equals(SECRET)
                            && CORP_ID.equals(call.query().get("corpid"))
                    ? Answer.json(
                            200,
                            "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"" + goodToken
                                    + "\",\"expires_in\":7200}")
                    : error(40001, "invalid credential");
        }
        if (!goodToken.equals(call.query().get("access_token"))) {
            return error(42001, "access_token expired");
        }
        return switch (call.path()) {
            case "/cgi-bin/kf/sync_msg" -> sync(call.json());
            case "/cgi-bin/kf/send_msg" -> send(call.json());
            case "/cgi-bin/kf/service_state/get" ->
                Answer.json(
                        200,
                        "{\"errcode\":0,\"errmsg\":\"ok\",\"service_state\":"
                                + states.getOrDefault(
                                        call.json().path("external_userid").asText(), 0) + "}");
            case "/cgi-bin/kf/service_state/trans" -> {
                states.put(
                        call.json().path("external_userid").asText(),
                        call.json().path("service_state").asInt());
                yield Answer.json(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
            }
            case "/cgi-bin/media/get" -> {
                byte[] file = files.get(call.query().getOrDefault("media_id", ""));
                yield file == null
                        ? error(40007, "invalid media_id")
                        : new Answer(
                                200,
                                "application/octet-stream",
                                file,
                                Map.of("Content-Disposition", "attachment; filename=\"f\""));
            }
            default -> null;
        };
    }

    private static Answer error(int code, String message) {
        return Answer.json(
                200,
                "{\"errcode\":" + code + ",\"errmsg\":\"" + message + ", hint: [1700000000], from ip: 127.0.0.1\"}");
    }

    private Answer sync(JsonNode body) {
        syncs.incrementAndGet();
        if (!body.path("open_kfid").asText().equals(KF)) {
            return error(95000, "invalid open_kfid");
        }
        String token = body.path("token").asText();
        if (token.isEmpty()) {
            return error(45009, "api freq out of limit");
        }
        if (!pushTokens.contains(token)) {
            return error(95007, "invalid msg token");
        }
        int from = body.path("cursor").asText().isEmpty()
                ? 0
                : Integer.parseInt(body.path("cursor").asText().substring(4));
        int to = Math.min(
                log.size(), from + Math.min(pageSize, body.path("limit").asInt(1000)));
        ObjectNode answer = object().put("errcode", 0)
                .put("errmsg", "ok")
                .put("next_cursor", "4gw7" + to)
                .put("has_more", to < log.size() ? 1 : 0);
        var list = answer.putArray("msg_list");
        log.subList(from, to).forEach(list::add);
        return Answer.json(200, answer);
    }

    private Answer send(JsonNode message) {
        String to = message.path("touser").asText();
        String id = message.path("msgid").asText("m" + IDS.incrementAndGet());
        int state = states.getOrDefault(to, 0);
        if (state > 1) {
            refusals.add(95018);
            return error(95018, "send msg session status invalid");
        }
        if (!messageIds.add(id)) {
            refusals.add(40058);
            return error(95004, "msgid repeated");
        }
        int left = budgets.getOrDefault(to, -1);
        if (left <= 0) {
            refusals.add(left < 0 ? 95002 : 95001);
            return error(left < 0 ? 95002 : 95001, "send msg limit");
        }
        Map<String, String> options = new LinkedHashMap<>();
        String type = message.path("msgtype").asText();
        String words = switch (type) {
            case "text" -> message.at("/text/content").asText();
            case "msgmenu" -> {
                StringBuilder all =
                        new StringBuilder(message.at("/msgmenu/head_content").asText());
                message.at("/msgmenu/list").forEach(one -> {
                    if (one.path("type").asText().equals("click")) {
                        options.put(
                                one.at("/click/id").asText(),
                                one.at("/click/content").asText());
                    } else {
                        all.append(one.at("/text/content").asText());
                    }
                });
                yield all.toString();
            }
            default -> "";
        };
        if (words.isBlank() || !message.path("open_kfid").asText().equals(KF)) {
            refused.add("kf/send_msg " + message);
            return error(40058, "invalid parameter");
        }
        budgets.put(to, left - 1);
        show(to, words, options);
        return Answer.json(200, "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"" + id + "\"}");
    }

    /** Tells every server that there is something; each push has a token of its own. */
    void ring() {
        for (RunningServer server : servers) {
            String token = "ENC" + IDS.incrementAndGet();
            pushTokens.add(token);
            String xml = "<xml><ToUserName><![CDATA[" + CORP_ID + "]]></ToUserName><CreateTime>"
                    + Instant.now().getEpochSecond()
                    + "</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA["
                    + token
                    + "]]></Token><OpenKfId><![CDATA[" + KF + "]]></OpenKfId></xml>";
            String encrypted = Envelope.encrypted(xml, CORP_ID, AES_KEY);
            String timestamp = "" + Instant.now().getEpochSecond();
            String nonce = "n" + IDS.incrementAndGet();
            String path =
                    "/hooks/" + connection + "?msg_signature=" + Envelope.signature(TOKEN, timestamp, nonce, encrypted)
                            + "&timestamp=" + timestamp + "&nonce=" + nonce;
            String body = "<xml><ToUserName><![CDATA[" + CORP_ID
                    + "]]></ToUserName><AgentID><![CDATA[0]]></AgentID><Encrypt><![CDATA[" + encrypted
                    + "]]></Encrypt></xml>";
            try {
                server.post(path, body.getBytes(StandardCharsets.UTF_8), Map.of());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void add(String shopper, int origin, String type, ObjectNode content) {
        ObjectNode item = object().put("msgid", "kfmsg" + IDS.incrementAndGet())
                .put("open_kfid", KF)
                .put("external_userid", shopper);
        item.put("send_time", Instant.now().getEpochSecond())
                .put("origin", origin)
                .put("msgtype", type)
                .set(type, content);
        log.add(item);
    }

    WeComChat chat() {
        return new WeComChat(this, "wmOutsider-" + IDS.incrementAndGet());
    }
}
