package io.polyclerk.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A shopper in the web chat, without a browser. */
final class WebTalk {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int CHAT_ID = 22;

    private final RunningServer server;
    private final String connection;
    private final String session;

    WebTalk(RunningServer server, String connection) {
        this.server = server;
        this.connection = connection;
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        session = BASE64.encodeToString(random);
    }

    /** What came back. @param after from the sending of the message to the first new answer; longer than the patience when none came */
    record Answer(List<String> said, Duration after) {}

    /** Says something and waits for the first answer after it. */
    Answer say(String text, Duration patience) throws IOException, InterruptedException {
        int before = said().size();
        Instant start = Instant.now();
        String body = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("text", text)
                .toString();
        int status = server.post(
                "/hooks/" + connection, body.getBytes(StandardCharsets.UTF_8), Map.of("X-Chat-Session", session));
        if (status != 202) {
            throw new IOException("the message was not taken: " + status);
        }
        List<String> said = said();
        while (said.size() <= before && Duration.between(start, Instant.now()).compareTo(patience) < 0) {
            Thread.sleep(50);
            said = said();
        }
        Duration after = said.size() > before ? Duration.between(start, Instant.now()) : patience.plusMillis(1);
        return new Answer(said.subList(Math.min(before, said.size()), said.size()), after);
    }

    /** Whether the bot has handed the conversation over and is silent from now on. */
    boolean isWithHuman() throws IOException, InterruptedException {
        String holder = conversation().path("holder").asText("bot");
        return !holder.equalsIgnoreCase("bot");
    }

    /** An empty object before the first message. */
    private JsonNode conversation() throws IOException, InterruptedException {
        JsonNode list = server.get("/api/v1/conversations?connection=" + connection + "&chatId=" + chatId());
        String id = list.at("/conversations/0/id").asText();
        return id.isEmpty() ? JSON.createObjectNode() : server.get("/api/v1/conversations/" + id);
    }

    private List<String> said() throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        for (JsonNode message : conversation().path("messages")) {
            if (message.path("direction").asText().equals("outbound")) {
                StringBuilder words = new StringBuilder();
                message.path("contents")
                        .forEach(content -> words.append(content.path("text")
                                .asText(content.path("prompt").asText(""))));
                said.add(words.toString());
            }
        }
        return said;
    }

    private String chatId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8));
            return "w" + BASE64.encodeToString(hash).substring(0, CHAT_ID);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
