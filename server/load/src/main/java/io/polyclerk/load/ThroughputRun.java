package io.polyclerk.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * How many webhooks a second are acknowledged and how many turns a second are answered, durably, beside a bare address of the same server and
 * beside an echo bot on grammY that keeps nothing, all in one run on one machine.
 */
public final class ThroughputRun {

    private static final String TOKEN = "123456:load";
    private static final String SECRET = "load-secret";
    private static final int AT_ONCE = 64;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final int messages;
    private int nextUpdate = 1;

    private ThroughputRun(int messages) {
        this.messages = messages;
    }

    /** Usage: {@code messages [grammY folder with node_modules]}. */
    public static void main(String[] arguments) throws Exception {
        int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
        ThroughputRun run = new ThroughputRun(messages);
        System.out.println("| what | a second | ratio to the echo bot |");
        System.out.println("|---|---|---|");
        double echo = arguments.length > 1 ? run.echoBot(Path.of(arguments[1])) : Double.NaN;
        run.polyclerk(echo);
        System.exit(0);
    }

    private double echoBot(Path folder) throws IOException, InterruptedException {
        try (BotApiSimulator platform = new BotApiSimulator(TOKEN, 0, 1)) {
            int port = freePort();
            Process bot = new ProcessBuilder("node", "echo.js", "" + port, platform.address(), TOKEN, SECRET)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(bot.getInputStream(), StandardCharsets.UTF_8))) {
                out.readLine();
                URI address = URI.create("http://127.0.0.1:" + port + "/");
                post(address, messages / 5);
                awaitAnswers(platform, messages / 5);
                long start = System.nanoTime();
                post(address, messages);
                awaitAnswers(platform, messages / 5 + messages);
                double rate = rate(messages, start);
                print("echo bot on grammY, in memory: turns", rate, rate);
                return rate;
            } finally {
                bot.destroy();
            }
        }
    }

    private void polyclerk(double echo) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("polyclerk-throughput");
        try (BotApiSimulator platform = new BotApiSimulator(TOKEN, 0, 1)) {
            Path connections = folder.resolve("connections.yaml");
            Files.writeString(connections, """
                connections:
                  - {id: shop, adapter: samplestore, merchant: demo}
                  - {id: tg1, adapter: telegram, merchant: demo, settings: {botToken: "%s", webhookSecret: %s, apiBase: "%s", messagesPerSecond: "0"}}
                """.formatted(TOKEN, SECRET, platform.address()));
            Map<String, String> settings = Map.of(
                    "POLYCLERK_CONNECTIONS",
                    connections.toString(),
                    "POLYCLERK_BURST_QUIET",
                    "PT0S",
                    "POLYCLERK_API_RATE",
                    "1000000000");
            try (RunningServer server = new RunningServer(
                    Path.of("").toAbsolutePath(), Files.createDirectories(folder.resolve("data")), settings)) {
                server.start();
                measure(server, platform, echo);
            }
        }
    }

    private void measure(RunningServer server, BotApiSimulator platform, double echo)
            throws IOException, InterruptedException {
        URI hook = server.address("/hooks/tg1");
        post(hook, messages);
        settle(platform);
        print("memory after %d messages, MB".formatted(messages), server.residentBytes() / 1e6, Double.NaN);

        long start = System.nanoTime();
        get(server.address("/api/v1"), messages);
        print("bare address of the same server: requests", rate(messages, start), echo);

        int before = platform.count();
        start = System.nanoTime();
        post(hook, messages);
        double acknowledged = rate(messages, start);
        print("durable webhooks acknowledged", acknowledged, echo);
        int answered = settle(platform) - before;
        print(
                "durable turns answered (" + answered + " answers to " + messages + " messages)",
                answered / ((lastAnswer - start) / 1e9),
                echo);

        long[] latencies = openLoop(hook, (int) (acknowledged / 2));
        settle(platform);
        Arrays.sort(latencies);
        System.out.printf(
                Locale.ROOT,
                "Acknowledgement at half of that rate: median %.1f ms, p99 %.1f ms%n",
                latencies[latencies.length / 2] / 1e6,
                latencies[latencies.length * 99 / 100] / 1e6);
    }

    private long lastAnswer;

    /** Waits until no more answers come; a burst is answered once, so there may be fewer than messages. */
    private int settle(BotApiSimulator platform) throws InterruptedException {
        int count = platform.count();
        int calm = 0;
        while (calm < 30) {
            Thread.sleep(50);
            int now = platform.count();
            if (now == count) {
                calm++;
            } else {
                calm = 0;
                lastAnswer = System.nanoTime();
            }
            count = now;
        }
        return count;
    }

    private static void awaitAnswers(BotApiSimulator platform, int count) throws InterruptedException {
        while (platform.count() < count) {
            Thread.sleep(2);
        }
    }

    /** One message to each of so many chats, as fast as they are taken: messages of one chat would be answered together. */
    private void post(URI address, int count) throws InterruptedException {
        atOnce(count, i -> update(address, i));
    }

    private void get(URI address, int count) throws InterruptedException {
        atOnce(count, i -> HttpRequest.newBuilder(address).build());
    }

    private void atOnce(int count, IntFunction<HttpRequest> requests) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicInteger failed = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                HttpRequest request = requests.apply(i);
                places.acquire();
                threads.execute(() -> {
                    try {
                        send(request, failed);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        if (failed.get() > 0) {
            System.out.println(failed + " of " + count + " requests failed");
        }
    }

    private void send(HttpRequest request, AtomicInteger failed) {
        try {
            if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
                failed.incrementAndGet();
            }
        } catch (IOException gone) {
            failed.incrementAndGet();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests come at a steady rate, whether answered or not; a late start counts as waiting. */
    private long[] openLoop(URI address, int perSecond) throws InterruptedException {
        int count = Math.min(messages, perSecond * 10);
        long[] latencies = new long[count];
        AtomicInteger failed = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                HttpRequest request = update(address, i);
                long pause = due - System.nanoTime();
                if (pause > 0) {
                    TimeUnit.NANOSECONDS.sleep(pause);
                }
                int index = i;
                threads.execute(() -> {
                    send(request, failed);
                    latencies[index] = System.nanoTime() - due;
                });
            }
        }
        return latencies;
    }

    private synchronized HttpRequest update(URI address, int conversation) {
        int id = nextUpdate++;
        long chat = 7_000_000_000L + conversation;
        String json =
                "{\"update_id\":%d,\"message\":{\"message_id\":%d,\"from\":{\"id\":%d,\"is_bot\":false,\"first_name\":\"A\",\"language_code\":\"en\"},"
                                .formatted(id, id, chat)
                        + "\"chat\":{\"id\":%d,\"first_name\":\"A\",\"type\":\"private\"},\"date\":1700000000,\"text\":\"Where is my order #%d?\"}}"
                                .formatted(chat, 100_000 + id);
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private static double rate(int count, long start) {
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static void print(String what, double rate, double echo) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %s |%n",
                what,
                rate,
                Double.isNaN(echo) ? "" : "%.2f".formatted(rate / echo));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
