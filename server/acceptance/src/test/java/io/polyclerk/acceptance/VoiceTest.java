package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Spoken questions, from the file to the answer. The note says "where is my order one zero zero one". */
class VoiceTest {

    /** The first note also waits for the process that listens and its model. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningShop shop = RunningShop.get();
    private final long chat = RunningShop.newChat();

    @Test
    void aVoiceNoteOnTelegramIsAnsweredAfterTheProof() throws Exception {
        String file = "voice" + chat;
        shop.telegram.hold(file, note());
        assertThat(shop.deliver(voiceUpdate(file))).isEqualTo(200);

        assertThat(answers(1).get(0)).contains("1001", "postcode");
        assertThat(shop.say(chat, "mei.lin@mail.example", 2).get(1)).contains("has been shipped", "Swiftlane");
        JsonNode messages = shop.conversationOf(chat).get("messages");
        assertThat(messages.at("/0/intents/0/intent").asText()).isEqualTo("track_order");
    }

    @Test
    void aVoiceNoteInTheWebChatIsAnswered() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        byte[] random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        HttpResponse<String> upload = http.send(
                request("/chat/web/uploads", session)
                        .POST(BodyPublishers.ofByteArray(note()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(upload.statusCode()).as(upload.body()).isEqualTo(201);
        String id = upload.body().replaceAll(".*\"([0-9a-f]{32})\".*", "$1");
        String message = "{\"id\":\"voice-1\",\"media\":[{\"upload\":\"" + id + "\",\"kind\":\"voice\"}]}";
        HttpResponse<String> stored = http.send(
                request("/hooks/web", session)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(message))
                        .build(),
                BodyHandlers.ofString());
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(202);

        String answer = CompletableFuture.supplyAsync(() -> firstAnswer(http, session))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer).contains("1001", "postcode");
    }

    @Test
    void anAmrNoteIsUnderstoodByTheTranscriptThatItsPlatformSends() throws Exception {
        try (WeChatPlatform platform = new WeChatPlatform(amr())) {
            connect(platform);
            byte[] push = WeChatPlatform.push(
                    "oShopper" + chat,
                    chat,
                    "<MsgType><![CDATA[voice]]></MsgType><MediaId><![CDATA[m1]]></MediaId><Format><![CDATA[amr]]></Format>"
                            + "<Recognition><![CDATA[where is my order one zero zero one]]></Recognition>");
            assertThat(shop.server.post(WeChatPlatform.signedPath("voicewx"), push, Map.of()))
                    .isEqualTo(200);
            Instant end = Instant.now().plus(PATIENCE);
            while (platform.told.isEmpty() && Instant.now().isBefore(end)) {
                Thread.sleep(50);
            }
            assertThat(platform.told.get(0)).contains("1001", "postcode");
        }
    }

    private void connect(WeChatPlatform platform) throws IOException, InterruptedException {
        String connection = Api.JSON
                .createObjectNode()
                .put("id", "voicewx")
                .put("adapter", "wechat")
                .put("merchant", "demo")
                .set(
                        "settings",
                        Api.JSON
                                .createObjectNode()
                                .put("door", "official-account")
                                .put("appId", WeChatPlatform.APP_ID)
                                .put("appSecret", WeChatPlatform.SECRET)
                                .put("token", WeChatPlatform.TOKEN)
                                .put("apiBase", platform.address()))
                .toString();
        Api.Answer made =
                new Api(shop.server).call(RunningServer.adminToken(), "POST", "/api/v1/connections", connection);
        assertThat(made.status()).as(made.body()).isIn(200, 201);
    }

    private String firstAnswer(HttpClient http, String session) {
        try {
            HttpResponse<java.util.stream.Stream<String>> events =
                    http.send(request("/chat/web/events", session).GET().build(), BodyHandlers.ofLines());
            try (var lines = events.body()) {
                return lines.filter(line -> line.startsWith("data:") && line.contains("1001"))
                        .findFirst()
                        .orElse("");
            }
        } catch (IOException gone) {
            return gone.toString();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private HttpRequest.Builder request(String path, String session) {
        return HttpRequest.newBuilder(shop.server.address(path)).header("X-Chat-Session", session);
    }

    private java.util.List<String> answers(int inAll) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (shop.said(chat).size() < inAll && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        return shop.said(chat);
    }

    private byte[] voiceUpdate(String file) {
        // Ids of updates and messages are 32 bits wide.
        int id = (int) (chat % 1_000_000_000);
        return """
                {"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Ann","language_code":"en"},
                "chat":{"id":%d,"first_name":"Ann","type":"private"},"date":1700000000,
                "voice":{"file_id":"%s","file_unique_id":"u","duration":3,"mime_type":"audio/ogg","file_size":9000}}}""".formatted(id, id, chat, chat, file).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] note() throws IOException {
        return Files.readAllBytes(
                RunningShop.PROJECT.resolve("plugin-core/ai/src/test/resources/speech/where-is-my-order.ogg"));
    }

    /** Two seconds without a word: frames of AMR-NB that hold nothing. */
    private static byte[] amr() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("#!AMR\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 100; i++) {
            file.write(0x7C);
        }
        return file.toByteArray();
    }
}
