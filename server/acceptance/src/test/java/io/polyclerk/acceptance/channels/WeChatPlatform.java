package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An official account or a mini program. What is not answered within five seconds is pushed again, three times in all; then the shopper
 * is told that something is broken. Five messages answer one of the shopper's.
 */
final class WeChatPlatform extends Platform {

    static final String APP_ID = "wx5823bf96d3bd56c7";
    static final String SECRET = "outsider-app-secret";
    static final String TOKEN = "QDG6eK";
    static final String AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

    static final AtomicLong IDS = new AtomicLong(24_000_000_000_000_000L);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** How pushes are written. */
    enum Form {
        PLAIN_XML,
        SAFE_XML,
        SAFE_JSON
    }

    final Map<String, Integer> budgets = new ConcurrentHashMap<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    final List<Integer> refusals = new CopyOnWriteArrayList<>();
    final List<String> brokenNotices = new CopyOnWriteArrayList<>();
    final AtomicInteger deliveries = new AtomicInteger();
    final String connection;
    private final Form form;
    private final boolean hasMenus;
    volatile String goodToken = "";
    volatile boolean secretChanged;
    /** Whether the account may use the customer service API. */
    volatile boolean hasApi = true;
    /** Each push comes so many times at once, whatever is answered. */
    volatile int deliveriesAtOnce = 1;

    volatile boolean everySecondDownloadFails;
    private final AtomicLong downloads = new AtomicLong();

    volatile @Nullable RunningServer server;

    WeChatPlatform(String connection, Form form, boolean hasMenus) {
        this.connection = connection;
        this.form = form;
        this.hasMenus = hasMenus;
    }

    @Override
    @Nullable
    Answer answer(Call call) {
        return switch (call.path()) {
            case "/cgi-bin/stable_token" -> stableToken(call.json());
            case "/cgi-bin/message/custom/send" -> authorised(call, () -> send(call.json()));
            case "/cgi-bin/message/custom/typing" -> authorised(call, WeChatPlatform::ok);
            case "/cgi-bin/media/get" ->
                authorised(call, () -> file(call.query().getOrDefault("media_id", "")));
            case "/cgi-bin/menu/get" -> authorised(call, () -> error(46003, "menu no exist hint"));
            case "/cgi-bin/menu/create" -> authorised(call, WeChatPlatform::ok);
            default -> null;
        };
    }

    private static Answer ok() {
        return Answer.json(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
    }

    /** Errors come with status 200, and JSON as plain text. */
    private static Answer error(int code, String message) {
        String json = "{\"errcode\":" + code + ",\"errmsg\":\"" + message + " rid: 65f0-1a2b-3c4d\"}";
        return new Answer(200, "text/plain", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private Answer authorised(Call call, java.util.function.Supplier<Answer> deed) {
        String token = call.query().get("access_token");
        if (token == null) {
            return error(41001, "access_token missing");
        }
        return token.equals(goodToken)
                ? deed.get()
                : error(
                        token.startsWith("80_") ? 42001 : 40001,
                        "invalid credential, access_token is invalid or not latest");
    }

    private synchronized Answer stableToken(JsonNode body) {
        if (!body.path("appid").asText().equals(APP_ID)) {
            return error(40013, "invalid appid");
        }
        if (secretChanged || !body.path("secret").asText().equals(SECRET)) {
            return error(40125, "invalid appsecret");
        }
        if (goodToken.isEmpty()) {
            goodToken = "80_" + "x".repeat(500) + tokens.incrementAndGet();
        }
        return Answer.json(200, "{\"access_token\":\"" + goodToken + "\",\"expires_in\":7200}");
    }

    int tokensGiven() {
        return tokens.get();
    }

    private Answer send(JsonNode message) {
        String to = message.path("touser").asText();
        String type = message.path("msgtype").asText();
        if (!hasApi) {
            refusals.add(48001);
            return error(48001, "api unauthorized");
        }
        Integer left = budgets.get(to);
        if (left == null || left <= 0) {
            int code = left == null ? 45015 : 45047;
            refusals.add(code);
            return error(code, "response out of time limit or subscription is canceled");
        }
        Map<String, String> options = new LinkedHashMap<>();
        String words = switch (type) {
            case "text" -> message.at("/text/content").asText();
            case "msgmenu" -> {
                message.at("/msgmenu/list")
                        .forEach(one -> options.put(
                                one.path("id").asText(), one.path("content").asText()));
                yield message.at("/msgmenu/head_content").asText();
            }
            default -> "";
        };
        boolean menuUnknown = type.equals("msgmenu") && !hasMenus;
        if (words.isBlank() || menuUnknown || words.getBytes(StandardCharsets.UTF_8).length > 2048) {
            refused.add("custom/send " + message);
            return error(40008, "invalid message type");
        }
        budgets.put(to, left - 1);
        show(to, words, options);
        return ok();
    }

    private Answer file(String id) {
        byte[] file = files.get(id);
        if (everySecondDownloadFails && downloads.incrementAndGet() % 2 == 1) {
            return new Answer(503, "text/plain", new byte[0], Map.of());
        }
        return file == null
                ? error(40007, "invalid media_id")
                : new Answer(
                        200,
                        "image/jpeg",
                        file,
                        Map.of("Content-disposition", "attachment; filename=\"" + id + ".jpg\""));
    }

    /** What a push is answered with. */
    record Taken(int status, String body) {}

    /** Pushes until something else than an error is answered in time, at most three times; shows a passive reply. */
    List<Taken> push(String shopper, String xml, String json) {
        List<Taken> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < deliveriesAtOnce; i++) {
            answers.add(pushed(shopper, xml, json));
        }
        for (int i = deliveriesAtOnce; i < 3 && answers.stream().noneMatch(one -> one.status() == 200); i++) {
            answers.add(pushed(shopper, xml, json));
        }
        if (answers.stream().noneMatch(one -> one.status() == 200)) {
            brokenNotices.add(shopper);
        }
        return answers;
    }

    private Taken pushed(String shopper, String xml, String json) {
        deliveries.incrementAndGet();
        String timestamp = "" + Instant.now().getEpochSecond();
        String nonce = "" + IDS.incrementAndGet();
        StringBuilder address = new StringBuilder("/hooks/" + connection);
        address.append("?signature=").append(Envelope.signature(TOKEN, timestamp, nonce));
        address.append("&timestamp=")
                .append(timestamp)
                .append("&nonce=")
                .append(nonce)
                .append("&openid=")
                .append(shopper);
        String body = xml;
        if (form != Form.PLAIN_XML) {
            String encrypted = Envelope.encrypted(form == Form.SAFE_JSON ? json : xml, APP_ID, AES_KEY);
            address.append("&encrypt_type=aes&msg_signature=")
                    .append(Envelope.signature(TOKEN, timestamp, nonce, encrypted));
            body = form == Form.SAFE_JSON
                    ? object().put("ToUserName", "gh_outsider")
                            .put("Encrypt", encrypted)
                            .toString()
                    : "<xml>\n    <ToUserName><![CDATA[gh_outsider]]></ToUserName>\n    <Encrypt><![CDATA[" + encrypted
                            + "]]></Encrypt>\n</xml>\n";
        }
        Taken taken = posted(address.toString(), body);
        passive(shopper, taken);
        return taken;
    }

    private Taken posted(String address, String body) {
        RunningServer bot = server;
        if (bot == null) {
            throw new IllegalStateException("no server to push to");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(bot.address("") + address))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Taken(response.statusCode(), response.body());
        } catch (IOException tooLate) {
            return new Taken(0, "");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Taken(0, "");
        }
    }

    /** An answer that is a message is shown, once for each message of the shopper. */
    private void passive(String shopper, Taken taken) {
        if (taken.status() != 200 || !taken.body().startsWith("<xml>")) {
            return;
        }
        String xml = taken.body().contains("<Encrypt>")
                ? Envelope.decrypted(between(taken.body(), "<Encrypt>", "</Encrypt>"), AES_KEY)
                : taken.body();
        if (!between(xml, "<ToUserName>", "</ToUserName>").equals(shopper)) {
            refused.add("a passive reply to somebody else: " + xml);
        }
        show(shopper, between(xml, "<Content>", "</Content>"), Map.of());
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start))
                .replace("<![CDATA[", "")
                .replace("]]>", "");
    }

    WeChatChat chat() {
        return new WeChatChat(this, "oOutsider_" + IDS.incrementAndGet());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
