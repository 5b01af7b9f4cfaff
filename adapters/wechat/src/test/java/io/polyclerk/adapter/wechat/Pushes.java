package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;

/** Pushes as the platform makes them. Encrypting and signing are the client library's, which the adapter does not use for the way back. */
final class Pushes {

    static final String TOKEN = "tok";
    static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    static final String NONCE = "xxx";

    private Pushes() {}

    static WebhookRequest plain(String body, Instant now) {
        Map<String, String> query = signedQuery(now, "signature", SHA1.gen(TOKEN, seconds(now), NONCE));
        return request("POST", query, body, now);
    }

    static WebhookRequest encrypted(String body, String receiver, Instant now) {
        String cipherText = new WxCryptUtil(TOKEN, AES_KEY, receiver).encrypt("0123456789abcdef", body);
        Map<String, String> query = signedQuery(now, "msg_signature", SHA1.gen(TOKEN, seconds(now), NONCE, cipherText));
        query.put("encrypt_type", "aes");
        String outer = body.strip().startsWith("{")
                ? "{\"ToUserName\":\"gh_1\",\"Encrypt\":\"" + cipherText + "\"}"
                : "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + cipherText
                        + "]]></Encrypt></xml>";
        return request("POST", query, outer, now);
    }

    static WebhookRequest handshake(String echo, Instant now) {
        Map<String, String> query = signedQuery(now, "signature", SHA1.gen(TOKEN, seconds(now), NONCE));
        query.put("echostr", echo);
        return request("GET", query, "", now);
    }

    static WebhookRequest encryptedHandshake(String echo, String receiver, Instant now) {
        String cipherText = new WxCryptUtil(TOKEN, AES_KEY, receiver).encrypt("0123456789abcdef", echo);
        Map<String, String> query = signedQuery(now, "msg_signature", SHA1.gen(TOKEN, seconds(now), NONCE, cipherText));
        query.put("echostr", cipherText);
        return request("GET", query, "", now);
    }

    static WebhookRequest with(WebhookRequest request, String parameter, String value) {
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.put(parameter, List.of(value));
        return new WebhookRequest(request.method(), request.headers(), query, request.body(), request.receivedAt());
    }

    static WebhookRequest without(WebhookRequest request, String parameter) {
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.remove(parameter);
        return new WebhookRequest(request.method(), request.headers(), query, request.body(), request.receivedAt());
    }

    static WebhookRequest withBody(WebhookRequest request, byte[] body) {
        return new WebhookRequest(request.method(), request.headers(), request.query(), body, request.receivedAt());
    }

    static WebhookRequest arrivingAt(WebhookRequest request, Instant receivedAt) {
        return new WebhookRequest(request.method(), request.headers(), request.query(), request.body(), receivedAt);
    }

    private static Map<String, String> signedQuery(Instant now, String name, String signature) {
        return new HashMap<>(Map.of("timestamp", seconds(now), "nonce", NONCE, name, signature));
    }

    static WebhookRequest request(String method, Map<String, String> query, String body, Instant now) {
        Map<String, List<String>> parameters = new HashMap<>();
        query.forEach((name, value) -> parameters.put(name, List.of(value)));
        return new WebhookRequest(method, Map.of(), parameters, body.getBytes(StandardCharsets.UTF_8), now);
    }

    private static String seconds(Instant instant) {
        return String.valueOf(instant.getEpochSecond());
    }
}
