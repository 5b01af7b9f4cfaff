package io.polyclerk.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As much of the platform of an official account as a voice note needs: tokens, files, and messages of the customer service. */
final class WeChatPlatform implements AutoCloseable {

    static final String APP_ID = "wxba5fad812f8e6fb9";
    static final String SECRET = "acceptance-app-secret";
    static final String TOKEN = "acceptancetoken";

    /** What shoppers were told. */
    final List<String> told = new CopyOnWriteArrayList<>();

    private final byte[] file;
    private final HttpServer server;

    /** @param file that every media id stands for */
    WeChatPlatform(byte[] file) throws IOException {
        this.file = file;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestURI().getPath()) {
            case "/cgi-bin/stable_token" -> json(exchange, "{\"access_token\":\"t1\",\"expires_in\":7200}");
            case "/cgi-bin/media/get" -> send(exchange, "audio/amr", file);
            case "/cgi-bin/message/custom/send" -> {
                JsonNode message = new ObjectMapper().readTree(body);
                told.add(message.at("/text/content").asText()
                        + message.at("/msgmenu/head_content").asText());
                json(exchange, "{\"errcode\":0,\"errmsg\":\"ok\"}");
            }
            default -> json(exchange, "{\"errcode\":0,\"errmsg\":\"ok\"}");
        }
    }

    private static void json(HttpExchange exchange, String json) throws IOException {
        send(exchange, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Path and parameters of a push, signed as the platform does. */
    static String signedPath(String connection) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = Long.toString(System.nanoTime());
        String signed = Stream.of(TOKEN, timestamp, nonce).sorted().collect(Collectors.joining());
        return "/hooks/" + connection + "?signature=" + sha1(signed) + "&timestamp=" + timestamp + "&nonce=" + nonce;
    }

    /** The signature of this platform; nothing is kept secret by the hash alone. */
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] push(String openId, long id, String fields) {
        return ("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[" + openId
                        + "]]></FromUserName><CreateTime>" + Instant.now().getEpochSecond() + "</CreateTime><MsgId>"
                        + id
                        + "</MsgId>" + fields + "</xml>")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
