package io.polyclerk.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.BotApiSimulator;
import io.polyclerk.load.OpenIdSimulator;
import io.polyclerk.load.PushSimulator;
import io.polyclerk.load.RunningServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sample shop with a web chat and a Telegram bot, started once for all tests and stopped with them. On the embedded database, or with {@code
 * -Dacceptance.database=postgresql} on a PostgreSQL that is started for it.
 */
final class RunningShop {

    static final String BOT_TOKEN = "123456:acceptance";
    static final String SECRET = "acceptance-secret";
    static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

    private static final RunningShop SHOP = startedShop();
    private static final AtomicLong IDS = new AtomicLong(1);

    final RunningServer server;
    final BotApiSimulator telegram;
    /** Where people of the shop have accounts, too. */
    final OpenIdSimulator people;

    /** Through which browsers are told things. */
    final PushSimulator push;

    private RunningShop(RunningServer server, BotApiSimulator telegram, OpenIdSimulator people, PushSimulator push) {
        this.server = server;
        this.telegram = telegram;
        this.people = people;
        this.push = push;
    }

    static RunningShop get() {
        return SHOP;
    }

    private static RunningShop startedShop() {
        try {
            if (!"postgresql".equals(System.getProperty("acceptance.database"))) {
                return stoppedWithTheTests(started(Map.of()), () -> {});
            }
            // It would stop by itself at the same time as the server, which then waits for it.
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
            return stoppedWithTheTests(started(on(postgres)), postgres);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static RunningShop stoppedWithTheTests(RunningShop shop, Closeable database) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (database) {
                shop.close();
            } catch (IOException | InterruptedException gone) {
                System.err.println("the server could not be stopped: " + gone.getMessage());
            }
        }));
        return shop;
    }

    /** Settings of a server that keeps everything there. */
    static Map<String, String> on(EmbeddedPostgres postgres) {
        return Map.of(
                "POLYCLERK_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"),
                "POLYCLERK_DATABASE_USER", "postgres",
                "POLYCLERK_DATABASE_PASSWORD", "postgres");
    }

    /** A shop of one's own. @param more settings of its server */
    static RunningShop started(Map<String, String> more) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("polyclerk-acceptance");
        BotApiSimulator telegram = new BotApiSimulator(BOT_TOKEN, 0, 1);
        OpenIdSimulator people = new OpenIdSimulator("polyclerk", "the-client-secret");
        PushSimulator push = new PushSimulator();
        RunningServer server = new RunningServer(
                PROJECT,
                Files.createDirectories(folder.resolve("data")),
                settings(
                        Map.of(
                                "POLYCLERK_CONNECTIONS",
                                connections(folder, telegram).toString(),
                                "POLYCLERK_SIGN_IN_PROVIDERS",
                                providers(folder, people).toString(),
                                "POLYCLERK_PUSH_SERVICES",
                                push.origin(),
                                "POLYCLERK_BURST_QUIET",
                                "PT0.15S",
                                // So many attacks shall be refused for what they are, not for how many they are.
                                "POLYCLERK_API_RATE",
                                "100000"),
                        more));
        server.start();
        return new RunningShop(server, telegram, people, push);
    }

    private static Path connections(Path folder, BotApiSimulator telegram) throws IOException {
        return Files.writeString(
                folder.resolve("connections.yaml"), """
                connections:
                  - {id: shop, adapter: samplestore, merchant: demo}
                  - {id: web, adapter: webchat, merchant: demo, settings: {title: "Quillbrook & Sons"}}
                  - {id: othershop, adapter: samplestore, merchant: other}
                  - {id: otherweb, adapter: webchat, merchant: other}
                  - {id: tg1, adapter: telegram, merchant: demo, settings: {botToken: "%s", webhookSecret: %s, apiBase: "%s"}}
                """.formatted(BOT_TOKEN, SECRET, telegram.address()));
    }

    private static Path providers(Path folder, OpenIdSimulator people) throws IOException {
        return Files.writeString(folder.resolve("providers.yaml"), """
                providers:
                  - id: team
                    name: Quillbrook account
                    issuer: %s
                    clientId: polyclerk
                    clientSecret: the-client-secret
                    rules: [{group: leads, role: manager, merchant: demo}]
                """.formatted(people.issuer()));
    }

    private static Map<String, String> settings(Map<String, String> usual, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(usual);
        all.putAll(more);
        return all;
    }

    void close() throws IOException, InterruptedException {
        server.close();
        telegram.close();
    }

    static long newChat() {
        return 9_000_000_000L + IDS.incrementAndGet();
    }

    static byte[] update(long chat, String text) {
        long id = IDS.incrementAndGet();
        return """
                {"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Ann","language_code":"en"},
                "chat":{"id":%d,"first_name":"Ann","type":"private"},"date":1700000000,"text":"%s"}}""".formatted(id, id, chat, chat, text).getBytes(StandardCharsets.UTF_8);
    }

    int deliver(byte[] update) throws InterruptedException {
        return server.post("/hooks/tg1", update, Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
    }

    /** Says something and waits for so many answers in all. */
    List<String> say(long chat, String text, int answersInAll) throws InterruptedException {
        deliver(update(chat, text));
        return answers(chat, answersInAll);
    }

    /** What the bot has sent to a chat, once it is as many messages. */
    List<String> answers(long chat, int inAll) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        List<String> said = said(chat);
        while (said.size() < inAll && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            said = said(chat);
        }
        return said;
    }

    List<String> said(long chat) {
        List<String> texts = telegram.taken().getOrDefault(Long.toString(chat), List.of());
        synchronized (texts) {
            return List.copyOf(texts);
        }
    }

    JsonNode conversationOf(long chat) throws IOException, InterruptedException {
        JsonNode list = server.get("/api/v1/conversations?connection=tg1&chatId=" + chat);
        return server.get(
                "/api/v1/conversations/" + list.at("/conversations/0/id").asText());
    }
}
