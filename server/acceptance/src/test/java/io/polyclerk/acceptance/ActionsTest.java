package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.BotApiSimulator;
import io.polyclerk.load.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes to orders through the doors: confirmed in a chat, carried out once, told, also when the process is killed meanwhile. */
class ActionsTest {

    @TempDir
    private Path folder;

    private final long chat = RunningShop.newChat();
    private BotApiSimulator telegram;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        telegram = new BotApiSimulator(RunningShop.BOT_TOKEN, 0, 1);
        Path connections = folder.resolve("connections.yaml");
        Files.writeString(connections, """
                connections:
                  - {id: shop, adapter: samplestore, merchant: demo}
                  - {id: tg1, adapter: telegram, merchant: demo, settings: {botToken: "%s", webhookSecret: %s, apiBase: "%s"}}
                """.formatted(RunningShop.BOT_TOKEN, RunningShop.SECRET, telegram.address()));
        server = new RunningServer(
                RunningShop.PROJECT,
                Files.createDirectories(folder.resolve("data")),
                Map.of("POLYCLERK_CONNECTIONS", connections.toString(), "POLYCLERK_BURST_QUIET", "PT0.15S"));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        telegram.close();
    }

    @Test
    void aCancellationIsDoneOnceAndToldThoughTheProcessIsKilledAfterTheYes() throws Exception {
        say("Please cancel my order 1003", "e-mail");
        say("mei.lin@mail.example", "Shall I cancel order 1003");
        deliver("yes");
        server.kill();
        server.start();
        await("Order 1003 is now cancelled");
        assertThat(said()).filteredOn(text -> text.contains("is now cancelled")).hasSizeLessThanOrEqualTo(2);
        JsonNode actions = server.get("/api/v1/actions").path("actions");
        assertThat(actions).hasSize(1);
        assertThat(actions.get(0).path("kind").asText()).isEqualTo("cancel");
        assertThat(actions.get(0).path("state").asText()).isEqualTo("done");
        assertThat(actions.get(0).path("outcome").path("status").asText()).isEqualTo("cancelled");
        say("Where is my order 1003?", "was cancelled");
    }

    @Test
    void aReturnIsArrangedStepByStepAndShownWithItsConversation() throws Exception {
        say("I want to return something from order 1002", "e-mail");
        say("mei.lin@mail.example", "like to return");
        for (int step = 0; step < 4 && said().stream().noneMatch(text -> text.contains("Shall I register")); step++) {
            int before = said().size();
            deliver("1");
            awaitMore(before);
        }
        say("yes", "is now registered");
        JsonNode list = server.get("/api/v1/conversations?connection=tg1&chatId=" + chat);
        JsonNode conversation = server.get(
                "/api/v1/conversations/" + list.at("/conversations/0/id").asText());
        assertThat(conversation.path("actions")).singleElement().satisfies(action -> {
            assertThat(action.path("kind").asText()).isEqualTo("return");
            assertThat(action.path("state").asText()).isEqualTo("done");
        });
    }

    private void say(String text, String expected) throws InterruptedException {
        deliver(text);
        await(expected);
    }

    private void deliver(String text) throws InterruptedException {
        server.post(
                "/hooks/tg1",
                RunningShop.update(chat, text),
                Map.of("X-Telegram-Bot-Api-Secret-Token", RunningShop.SECRET));
    }

    private void await(String expected) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        while (said().stream().noneMatch(text -> text.contains(expected))
                && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        assertThat(said()).anySatisfy(text -> assertThat(text).contains(expected));
    }

    private void awaitMore(int before) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (said().size() <= before && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
    }

    private List<String> said() {
        List<String> texts = telegram.taken().getOrDefault(Long.toString(chat), List.of());
        synchronized (texts) {
            return List.copyOf(texts);
        }
    }
}
