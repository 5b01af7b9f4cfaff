package io.polyclerk.acceptance.channels;

import static io.polyclerk.acceptance.channels.ChannelShop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes on one PostgreSQL. The one that fetches is killed with questions that it has stored and not answered, and does not come
 * back.
 */
class TwoNodesTest {

    private static final int SHOPPERS = 45;

    @TempDir
    private Path folder;

    @Test
    void whatTheKilledNodeLeftIsDoneByTheOtherAndNothingIsLostOrSaidTwice() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                WeComPlatform platform = new WeComPlatform("kf")) {
            platform.pageSize = 7;
            RunningServer one = node("one", postgres, platform);
            one.start();
            // Nodes share what they seal with.
            Path keys = folder.resolve("two").resolve("data").resolve("keys");
            RunningServer two = node("two", postgres, platform);
            Files.createDirectories(keys);
            Files.copy(
                    folder.resolve("one").resolve("data").resolve("keys").resolve("secrets.json"),
                    keys.resolve("secrets.json"));
            two.start();
            platform.servers.addAll(List.of(one, two));
            try {
                List<ShopperChat> chats = written(platform, one);
                for (ShopperChat chat : chats) {
                    await("an answer in " + chat.chatId(), () -> !chat.shown().isEmpty());
                }
                Platform.pause(1500);
                assertThat(platform.refused).isEmpty();
                assertThat(chats).allSatisfy(chat -> assertThat(chat.shown()).hasSize(1));
                assertThat(stored(two)).as("each message is stored once").isEqualTo(SHOPPERS);
            } finally {
                two.close();
                one.close();
            }
        }
    }

    private RunningServer node(String name, EmbeddedPostgres postgres, WeComPlatform platform) throws IOException {
        Path data = Files.createDirectories(folder.resolve(name).resolve("data"));
        Path connections = folder.resolve(name).resolve("connections.yaml");
        Files.writeString(connections, """
                connections:
                  - {id: shop, adapter: samplestore, merchant: demo}
                  - {id: kf, adapter: wechat, merchant: demo, settings: {door: customer-service, corpId: "%s", appSecret: "%s", token: "%s", encodingAesKey: "%s", openKfId: "%s", apiBase: "%s"}}
                """.formatted(
                        WeComPlatform.CORP_ID,
                        WeComPlatform.SECRET,
                        WeComPlatform.TOKEN,
                        WeComPlatform.AES_KEY,
                        WeComPlatform.KF,
                        platform.address()));
        return new RunningServer(
                ChannelShop.PROJECT,
                data,
                Map.of(
                        "POLYCLERK_CONNECTIONS", connections.toString(),
                        "POLYCLERK_BURST_QUIET", "PT1S",
                        "POLYCLERK_NODE_LEASE", "PT4S",
                        "POLYCLERK_SENTENCE_MODELS", "false",
                        "POLYCLERK_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"),
                        "POLYCLERK_DATABASE_USER", "postgres",
                        "POLYCLERK_DATABASE_PASSWORD", "postgres"));
    }

    /** A third is written before the kill, so that much of it is not answered then. Every push goes to both nodes, twice at once. */
    private static List<ShopperChat> written(WeComPlatform platform, RunningServer victim) throws Exception {
        List<ShopperChat> chats = new ArrayList<>();
        try (ExecutorService pushes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SHOPPERS; i++) {
                WeComChat chat = platform.chat();
                chats.add(chat);
                chat.writes("How long can I return things?");
                pushes.execute(platform::ring);
                pushes.execute(platform::ring);
                Platform.pause(60);
                if (i == SHOPPERS / 3) {
                    victim.kill();
                }
            }
        }
        platform.ring();
        return chats;
    }

    private static int stored(RunningServer node) throws IOException, InterruptedException {
        int stored = 0;
        JsonNode list =
                node.get("/api/v1/conversations?connection=kf&limit=200").path("conversations");
        for (JsonNode one : list) {
            for (JsonNode message :
                    node.get("/api/v1/conversations/" + one.path("id").asText()).path("messages")) {
                stored += message.path("direction").asText().equals("inbound") ? 1 : 0;
            }
        }
        return stored;
    }
}
