package io.polyclerk.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/** One shopper in the web chat, without a browser. */
final class WebChat {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RunningServer server;
    private final String connection;
    private final String session;

    WebChat(RunningServer server, String connection) {
        this.server = server;
        this.connection = connection;
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        session = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    String chatId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8));
            return "w"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 22);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Posts a message and does not wait. @return the status that the page is told */
    int post(String text) throws InterruptedException {
        byte[] body = Api.JSON
                .createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("text", text)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return server.post("/hooks/" + connection, body, Map.of("X-Chat-Session", session));
    }

    /** Gives the server a file. @return its id, for {@link #postFiles} */
    String upload(byte[] file) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(server.address("/chat/" + connection + "/uploads"))
                        .header("X-Chat-Session", session)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("the file was not taken: " + answer.statusCode());
        }
        return Api.JSON.readTree(answer.body()).path("upload").asText();
    }

    /** Posts files that were uploaded, as one message. @param files of {@code upload}, {@code kind} and perhaps {@code caption} */
    int postFiles(List<Map<String, String>> files) throws InterruptedException {
        byte[] body = Api.JSON
                .createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .set("media", Api.JSON.valueToTree(files))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return server.post("/hooks/" + connection, body, Map.of("X-Chat-Session", session));
    }

    /** Posts a message for which the shop vouches. @return what became of the shop's word */
    String vouched(String token, String text) throws IOException, InterruptedException {
        String body = Api.JSON
                .createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("text", text)
                .toString();
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(server.address("/hooks/" + connection))
                        .header("Content-Type", "application/json")
                        .header("X-Chat-Session", session)
                        .header("X-Chat-Customer", token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException("the message was not taken: " + answer.statusCode());
        }
        return Api.JSON.readTree(answer.body()).path("customer").asText();
    }

    /** Says something and waits until the bot has said something with these words after it. */
    String say(String text, String expected) throws IOException, InterruptedException {
        int before = said().size();
        if (post(text) != 202) {
            throw new IOException("the message was not taken");
        }
        return await(before, expected);
    }

    /** The first thing that the bot said with these words, after so many others; waits for it. */
    String await(int after, String expected) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        List<String> said = said();
        while (Instant.now().isBefore(end)) {
            for (String one : said.subList(Math.min(after, said.size()), said.size())) {
                if (one.contains(expected)) {
                    return one;
                }
            }
            Thread.sleep(100);
            said = said();
        }
        throw new AssertionError("'" + expected + "' was not said, but: " + said);
    }

    /** Everything that the bot has said, in order. */
    List<String> said() throws IOException, InterruptedException {
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

    /** The conversation as the API shows it; an empty object before the first message. */
    JsonNode conversation() throws IOException, InterruptedException {
        JsonNode list = server.get("/api/v1/conversations?connection=" + connection + "&chatId=" + chatId());
        String id = list.at("/conversations/0/id").asText();
        return id.isEmpty() ? Api.JSON.createObjectNode() : server.get("/api/v1/conversations/" + id);
    }

    /** The ledger of this conversation, newest first. */
    List<JsonNode> actions() throws IOException, InterruptedException {
        List<JsonNode> actions = new ArrayList<>();
        server.get("/api/v1/actions?conversation=" + conversation().path("id").asText())
                .path("actions")
                .forEach(actions::add);
        return actions;
    }
}
