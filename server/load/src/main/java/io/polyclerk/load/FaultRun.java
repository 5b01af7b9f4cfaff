package io.polyclerk.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shoppers write at a steady rate, whether the server keeps up or not; every update comes twice; sendings fail; the process is killed
 * and started again. Then every message is counted: answered, lost, doubled, in order.
 */
public final class FaultRun {

    private static final String TOKEN = "123456:load";
    private static final String SECRET = "load-secret";
    private static final int FIRST_NUMBER = 100_000;
    private static final Pattern NUMBER = Pattern.compile("\\b(1\\d{5})\\b");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Half seconds without a new answer. */
    private static final int LOOK_UP_AFTER = 4;

    private final Plan plan;
    private final RunningServer server;
    private final BotApiSimulator platform;
    private final AtomicInteger acknowledged = new AtomicInteger();

    /**
     * How a run goes.
     *
     * @param rate messages a second
     * @param kills how often the process is killed, evenly over the run
     * @param faults share of sendings that fail
     */
    public record Plan(int messages, int conversations, int rate, int kills, double faults, long seed) {}

    /**
     * What came of it.
     *
     * @param acknowledged updates that the server took
     * @param unanswered acknowledged messages without an answer
     * @param doubled answers that the platform took more than once
     * @param doubledUnmarked of these, answers that the server did not mark as uncertain: must be none
     * @param outOfOrder conversations whose answers came in another order than the messages
     */
    public record Report(
            int messages,
            int acknowledged,
            int unanswered,
            int doubled,
            int doubledUnmarked,
            int uncertain,
            int outOfOrder,
            int injectedFaults,
            int refusedRequests,
            Duration duration,
            long residentBytes) {

        public boolean isGood() {
            return acknowledged == messages
                    && unanswered == 0
                    && doubledUnmarked == 0
                    && outOfOrder == 0
                    && refusedRequests == 0;
        }
    }

    private FaultRun(Plan plan, RunningServer server, BotApiSimulator platform) {
        this.plan = plan;
        this.server = server;
        this.platform = platform;
    }

    /** Usage: {@code messages conversations rate kills}; all optional. Ends with 1 when something was lost or doubled unmarked. */
    public static void main(String[] arguments) throws Exception {
        int[] numbers = {20_000, 1_000, 200, 3};
        for (int i = 0; i < arguments.length; i++) {
            numbers[i] = Integer.parseInt(arguments[i]);
        }
        Plan plan = new Plan(numbers[0], numbers[1], numbers[2], numbers[3], 0.1, 7);
        Report report = run(plan, Path.of("").toAbsolutePath(), Files.createTempDirectory("polyclerk-load"));
        System.out.println(report);
        System.exit(report.isGood() ? 0 : 1);
    }

    /** Runs a plan. @param project the checkout @param folder empty, for data and logs */
    public static Report run(Plan plan, Path project, Path folder) throws IOException, InterruptedException {
        try (BotApiSimulator platform = new BotApiSimulator(TOKEN, plan.faults(), plan.seed())) {
            Path connections = folder.resolve("connections.yaml");
            Files.writeString(connections, """
                connections:
                  - id: shop
                    adapter: samplestore
                    merchant: demo
                  - id: tg1
                    adapter: telegram
                    merchant: demo
                    settings:
                      botToken: "%s"
                      webhookSecret: %s
                      apiBase: %s
                      messagesPerSecond: "0"
                """.formatted(TOKEN, SECRET, platform.address()));
            Map<String, String> settings =
                    Map.of("POLYCLERK_CONNECTIONS", connections.toString(), "POLYCLERK_BURST_QUIET", "PT0.02S");
            try (RunningServer server = new RunningServer(project, folder.resolve("data"), settings)) {
                Files.createDirectories(folder.resolve("data"));
                server.start();
                return new FaultRun(plan, server, platform).run();
            }
        }
    }

    private Report run() throws IOException, InterruptedException {
        Instant start = Instant.now();
        try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int conversation = 0; conversation < plan.conversations(); conversation++) {
                int number = conversation;
                shoppers.execute(() -> converse(number, start));
            }
            killNowAndThen(start);
            shoppers.shutdown();
            if (!shoppers.awaitTermination(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                shoppers.shutdownNow();
            }
        }
        waitUntilAllIsSaid();
        return count(Duration.between(start, Instant.now()));
    }

    /** Updates of one chat are delivered in order, each until it is taken, and then once more. */
    private void converse(int conversation, Instant start) {
        try {
            for (int i = conversation; i < plan.messages(); i += plan.conversations()) {
                Instant due = start.plusNanos(1_000_000_000L / plan.rate() * i);
                Thread.sleep(Math.max(0, Duration.between(Instant.now(), due).toMillis()));
                byte[] update = update(i, conversation);
                while (!deliver(update)) {
                    Thread.sleep(250);
                }
                acknowledged.incrementAndGet();
                deliver(update);
            }
        } catch (InterruptedException tooLong) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean deliver(byte[] update) throws InterruptedException {
        int status = server.post("/hooks/tg1", update, Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
        return status >= 200 && status < 300;
    }

    private static byte[] update(int i, int conversation) {
        long chat = 5_000_000_000L + conversation;
        String json =
                "{\"update_id\":%d,\"message\":{\"message_id\":%d,\"from\":{\"id\":%d,\"is_bot\":false,\"first_name\":\"A\",\"language_code\":\"en\"},"
                                .formatted(i + 1, i + 1, chat)
                        + "\"chat\":{\"id\":%d,\"type\":\"private\"},\"date\":1700000000,\"text\":\"Where is my order #%d?\"}}"
                                .formatted(chat, FIRST_NUMBER + i);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private void killNowAndThen(Instant start) throws IOException, InterruptedException {
        long seconds = Math.max(1, plan.messages() / plan.rate());
        for (int kill = 1; kill <= plan.kills(); kill++) {
            Instant due = start.plusMillis(seconds * 1000 * kill / (plan.kills() + 1));
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), due).toMillis()));
            server.kill();
            server.start();
        }
    }

    private void waitUntilAllIsSaid() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        Set<Integer> missing = missing();
        int calm = 0;
        while (!missing.isEmpty() && calm < 60 && Instant.now().isBefore(end)) {
            Thread.sleep(500);
            Set<Integer> now = missing();
            if (calm % LOOK_UP_AFTER == LOOK_UP_AFTER - 1) {
                // What was answered together with another message is named by no answer.
                now.removeAll(Ledger.read(server).answeredTogether());
            }
            calm = now.size() == missing.size() ? calm + 1 : 0;
            missing = now;
        }
        // What is doubled may still be on its way.
        Thread.sleep(1500);
    }

    /** Numbers that no answer names. A burst that was answered as one turn is looked up in the server's own record. */
    private Set<Integer> missing() {
        Set<Integer> missing = new HashSet<>();
        for (int i = 0; i < plan.messages(); i++) {
            missing.add(FIRST_NUMBER + i);
        }
        platform.taken().values().forEach(texts -> numbers(texts).forEach(missing::remove));
        return missing;
    }

    private static List<Integer> numbers(List<String> texts) {
        List<Integer> numbers = new ArrayList<>();
        synchronized (texts) {
            for (String text : texts) {
                Matcher matcher = NUMBER.matcher(text);
                if (matcher.find()) {
                    numbers.add(Integer.valueOf(matcher.group(1)));
                }
            }
        }
        return numbers;
    }

    private Report count(Duration duration) throws IOException, InterruptedException {
        Ledger ledger = Ledger.read(server);
        Set<Integer> missing = missing();
        missing.removeIf(ledger.answeredTogether()::contains);
        int doubled = 0;
        int unmarked = 0;
        int outOfOrder = 0;
        for (List<String> texts : platform.taken().values()) {
            Map<Integer, Integer> times = new HashMap<>();
            int last = 0;
            boolean ordered = true;
            for (int number : numbers(texts)) {
                if (times.merge(number, 1, Integer::sum) == 1) {
                    ordered &= number > last;
                    last = number;
                }
            }
            outOfOrder += ordered ? 0 : 1;
            for (Map.Entry<Integer, Integer> entry : times.entrySet()) {
                if (entry.getValue() > 1) {
                    doubled++;
                    unmarked += ledger.uncertain().contains(entry.getKey()) ? 0 : 1;
                }
            }
        }
        return new Report(
                plan.messages(),
                acknowledged.get(),
                missing.size(),
                doubled,
                unmarked,
                ledger.uncertain().size(),
                outOfOrder,
                platform.injectedFaults(),
                platform.refusedRequests(),
                duration,
                server.residentBytes());
    }

    /**
     * What the server itself says.
     *
     * @param uncertain numbers of answers that it marked as uncertain
     * @param answeredTogether numbers of messages that were answered in one turn with a later one
     */
    private record Ledger(Set<Integer> uncertain, Set<Integer> answeredTogether) {

        static Ledger read(RunningServer server) throws IOException, InterruptedException {
            Ledger ledger = new Ledger(new HashSet<>(), new HashSet<>());
            String before = "";
            while (true) {
                JsonNode page = server.get("/api/v1/conversations?connection=tg1&limit=200" + before);
                JsonNode conversations = page.get("conversations");
                for (JsonNode conversation : conversations) {
                    ledger.add(server.get(
                            "/api/v1/conversations/" + conversation.get("id").asText()));
                }
                if (conversations.size() < 200) {
                    return ledger;
                }
                before = "&before="
                        + conversations.get(conversations.size() - 1).get("id").asText();
            }
        }

        private void add(JsonNode conversation) {
            List<Integer> open = new ArrayList<>();
            for (JsonNode message : conversation.get("messages")) {
                Matcher matcher = NUMBER.matcher(message.get("contents").toString());
                int number = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
                if (message.get("direction").asText().equals("inbound")) {
                    open.add(number);
                } else {
                    answeredTogether.addAll(open);
                    open.clear();
                    if (message.path("delivery").path("uncertain").asBoolean()) {
                        uncertain.add(number);
                    }
                }
            }
        }
    }
}
