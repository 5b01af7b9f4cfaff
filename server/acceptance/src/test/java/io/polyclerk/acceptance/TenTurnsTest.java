package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A shopper of each language says ten things in the web chat, one after the other: {@code ten-turns/<language>.tsv} holds what is
 * said and what has to be understood.
 */
class TenTurnsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPTS = Path.of("src/test/resources/ten-turns");
    private static final String ORDER = "1001";

    /** The answer to the bot's question who the shopper is. */
    private static final String PROOF = "proof";

    private final RunningShop shop = RunningShop.get();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String session = session();

    /** @param meant the intent, {@code out_of_scope} or {@link #PROOF} */
    private record Turn(String meant, String said) {

        static Turn of(String line) {
            String[] parts = line.split("\t", 2);
            return new Turn(parts[0], parts[1]);
        }
    }

    static Stream<String> languages() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.map(file -> file.getFileName().toString().replace(".tsv", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyTurnIsUnderstoodAndAnswered(String language) throws Exception {
        List<Turn> turns = Files.readAllLines(SCRIPTS.resolve(language + ".tsv")).stream()
                .map(Turn::of)
                .toList();
        assertThat(turns).hasSize(10);
        List<String> wrong = new ArrayList<>();
        for (Turn turn : turns) {
            int before = of("outbound").size();
            say(turn.said(), language);
            List<JsonNode> answers = awaitMore(before);
            String answer = answers.get(answers.size() - 1).path("contents").toString();
            List<JsonNode> said = of("inbound");
            JsonNode last = said.get(said.size() - 1);
            if (!isUnderstood(turn, last)) {
                wrong.add(turn.said() + " -> " + last.path("interpretation") + " answered " + answer);
            }
            if (turn.meant().equals(PROOF) && !answer.contains(ORDER)) {
                wrong.add("the proof did not open the order: " + answer);
            }
            assertThat(last.path("language").asText()).as(turn.said()).isIn(language, "en");
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isUnderstood(Turn turn, JsonNode message) {
        boolean refused = message.at("/interpretation/outOfScope").asBoolean();
        String best = message.at("/intents/0/intent").asText().toLowerCase(java.util.Locale.ROOT);
        return switch (turn.meant()) {
            case PROOF -> true;
            case "out_of_scope" -> refused;
            default -> !refused && best.equals(turn.meant());
        };
    }

    private void say(String text, String language) throws Exception {
        String body = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("text", text)
                .put("language", language)
                .toString();
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(shop.server.address("/hooks/web"))
                        .header("Content-Type", "application/json")
                        .header("X-Chat-Session", session)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }

    private List<JsonNode> awaitMore(int before) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        List<JsonNode> answers = of("outbound");
        while (answers.size() <= before && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            answers = of("outbound");
        }
        assertThat(answers).as("an answer").hasSizeGreaterThan(before);
        return answers;
    }

    private List<JsonNode> of(String direction) throws Exception {
        String id = shop.server
                .get("/api/v1/conversations?connection=web&chatId=" + chatId())
                .at("/conversations/0/id")
                .asText();
        List<JsonNode> messages = new ArrayList<>();
        if (!id.isEmpty()) {
            for (JsonNode message :
                    shop.server.get("/api/v1/conversations/" + id).path("messages")) {
                if (message.path("direction").asText().equalsIgnoreCase(direction)) {
                    messages.add(message);
                }
            }
        }
        return messages;
    }

    private static String session() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** How the web chat names a session to everybody but the browser that holds it. */
    private String chatId() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8));
        return "w"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
    }
}
