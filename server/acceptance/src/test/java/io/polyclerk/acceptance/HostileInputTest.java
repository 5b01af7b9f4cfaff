package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileInputTest {

    private static final String HEADER = "X-Telegram-Bot-Api-Secret-Token";
    /** The server reads what it has refused, so that the refusal is heard, up to 2 GB; the rest lies in buffers on the way. */
    private static final long MOST_TAKEN = (2L << 30) + (40L << 20);

    private final RunningShop shop = RunningShop.get();
    private final long chat = RunningShop.newChat();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void theServerKeepsAnswering() throws Exception {
        long calm = RunningShop.newChat();
        assertThat(shop.say(calm, "hello", 1)).hasSize(1);
    }

    @Test
    void aForgedOrMissingSecretLeavesNothing() throws Exception {
        byte[] update = RunningShop.update(chat, "where is my order 1001");
        assertThat(shop.server.post("/hooks/tg1", update, Map.of(HEADER, "wrong")))
                .isBetween(401, 403);
        assertThat(shop.server.post("/hooks/tg1", update, Map.of())).isBetween(401, 403);
        assertThat(shop.server.get("/api/v1/conversations?chatId=" + chat).get("conversations"))
                .isEmpty();
        assertThat(send("GET", "/metrics", new byte[0], Map.of()).body())
                .contains("polyclerk_webhooks_total{connection=\"tg1\"")
                .contains("outcome=\"rejected\"");
    }

    @Test
    void brokenBodiesAreAnsweredAndStoreNothing() throws Exception {
        byte[] genuine = RunningShop.update(chat, "hello there");
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            byte[] broken =
                    i % 2 == 0 ? Arrays.copyOf(genuine, random.nextInt(genuine.length)) : flipped(genuine, random);
            HttpResponse<String> answer = send("POST", "/hooks/tg1", broken, Map.of(HEADER, RunningShop.SECRET));
            assertThat(answer.statusCode()).isBetween(200, 499);
            assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    @Test
    void aFormThatCannotBeTakenApartIsTheCallersFault() throws Exception {
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=x")) {
            for (String body : List.of("{}", "--x\r\nfoo", "")) {
                HttpResponse<String> answer = send(
                        "POST",
                        "/api/v1/knowledge/documents",
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of("Authorization", "Bearer " + RunningServer.adminToken(), "Content-Type", type));
                assertThat(answer.statusCode()).as(type + " " + body).isBetween(400, 499);
            }
        }
    }

    private static byte[] flipped(byte[] genuine, Random random) {
        byte[] broken = genuine.clone();
        for (int i = 0; i < 4; i++) {
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return broken;
    }

    @Test
    void tooLargeTooDeepAndUnknownAreRefusedClearly() throws Exception {
        Map<String, String> secret = Map.of(HEADER, RunningShop.SECRET);
        assertThat(status("/hooks/tg1", new byte[12 * 1024 * 1024], secret)).isIn(0, 413);
        byte[] deep = ("[".repeat(50_000) + "]".repeat(50_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(status("/hooks/tg1", deep, secret)).isBetween(200, 499);
        assertThat(status("/hooks/nobody", "{}".getBytes(StandardCharsets.UTF_8), secret))
                .isEqualTo(404);
        assertThat(status("/hooks/..%2f..%2fetc", "{}".getBytes(StandardCharsets.UTF_8), secret))
                .isBetween(400, 404);
        assertThat(send("PUT", "/hooks/tg1", new byte[0], secret).statusCode()).isEqualTo(405);
        byte[] unknownKind = "{\"update_id\":77,\"quantum_message\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);
        assertThat(status("/hooks/tg1", unknownKind, secret)).isEqualTo(200);
    }

    @Test
    void aBodyThatNeverEndsIsRefusedAtItsLimitAndItsConnectionIsClosed() throws Exception {
        Map<String, String> doors = Map.of(
                "/hooks/tg1", HEADER + ": " + RunningShop.SECRET + "\r\n",
                "/api/v1/transcribe", "Authorization: Bearer " + RunningServer.adminToken() + "\r\n");
        for (Map.Entry<String, String> door : doors.entrySet()) {
            try (EndlessUpload upload = new EndlessUpload(shop.server.address(door.getKey()), door.getValue())) {
                assertThat(upload.answer()).as(door.getKey()).startsWith("HTTP/1.1 413");
                assertThat(upload.taken()).as(door.getKey()).isLessThan(MOST_TAKEN);
            }
        }
    }

    @Test
    void strangeTextsAreAnswered() throws Exception {
        int said = 0;
        for (String text : new String[] {
            "😀😀😀",
            "\\u202e\\u202ehello",
            "\\u0000where is my order",
            "é".repeat(3000),
            "<script>alert(1)</script>",
            "{0} {order} '{'"
        }) {
            assertThat(shop.say(chat, text, ++said)).as(text).hasSize(said);
        }
    }

    @Test
    void theApiWantsATokenAndSaysWhatIsWrong() throws Exception {
        HttpResponse<String> noToken = send("GET", "/api/v1/conversations", new byte[0], Map.of());
        assertThat(noToken.statusCode()).isEqualTo(401);
        assertThat(noToken.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        Map<String, String> admin = Map.of("Authorization", "Bearer " + io.polyclerk.load.RunningServer.adminToken());
        HttpResponse<String> badJson =
                send("POST", "/api/v1/connections", "{\"id\":".getBytes(StandardCharsets.UTF_8), admin);
        assertThat(badJson.statusCode()).isEqualTo(400);
        assertThat(badJson.body()).contains("\"code\"").doesNotContain("Exception");
        HttpResponse<String> wrong = send(
                "POST",
                "/api/v1/connections",
                "{\"id\":\"x1\",\"adapter\":\"telegram\",\"merchant\":\"demo\",\"settings\":{}}"
                        .getBytes(StandardCharsets.UTF_8),
                admin);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("settings.botToken");
    }

    @Test
    void secretsNeverComeBack() throws Exception {
        String connections = shop.server.get("/api/v1/connections").toString();
        assertThat(connections)
                .contains("tg1")
                .doesNotContain(RunningShop.BOT_TOKEN)
                .doesNotContain(RunningShop.SECRET);
    }

    private int status(String path, byte[] body, Map<String, String> headers) throws InterruptedException {
        return shop.server.post(path, body, headers);
    }

    private HttpResponse<String> send(String method, String path, byte[] body, Map<String, String> headers)
            throws Exception {
        URI address = shop.server.address(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
