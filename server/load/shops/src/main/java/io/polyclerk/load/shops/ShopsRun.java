package io.polyclerk.load.shops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.load.BotApiSimulator;
import io.polyclerk.load.RunningServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many shops at once, each with many shoppers: half of the shops are WooCommerce, half Shopify, all simulated with the limits of their
 * platforms. Each shopper asks for an order, proves it, and asks for a product's stock, with pauses as people make them. Counted are
 * answers that a shop's limits spoiled, and how long an order takes beyond what the shop itself takes.
 */
public final class ShopsRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "123456:shops";
    private static final String SECRET = "shops-secret";
    private static final Duration LATENCY = Duration.ofMillis(120);
    private static final Duration QUIET = Duration.ofMillis(20);
    /** Hosts of shops bear two to four requests at once (platforms of the design, 2.2). */
    private static final int BEARS_AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_CHAT = 7_000_000_000L;

    private final List<Shop> shops = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> beyond = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> spoiled = new ConcurrentHashMap<>();
    private final AtomicInteger orders = new AtomicInteger();
    private final AtomicInteger products = new AtomicInteger();
    private final Random random = new Random(7);

    /** An order and what proves it. */
    private record Known(String number, String email, int calls) {}

    /** A simulated shop, whatever its platform. */
    private record Shop(
            String name,
            String adapter,
            Map<String, String> settings,
            List<Known> orders,
            String product,
            AutoCloseable closing,
            java.util.function.IntSupplier refused,
            java.util.function.IntSupplier calls) {}

    private ShopsRun() {}

    /** Usage: {@code shops shoppers seconds}. Ends with 1 when a shopper was told that a shop could not be reached. */
    public static void main(String[] arguments) throws Exception {
        int shops = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        int shoppers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 25;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        boolean good = new ShopsRun()
                .run(
                        shops,
                        shoppers,
                        seconds,
                        Path.of("").toAbsolutePath(),
                        Files.createTempDirectory("polyclerk-shops"));
        System.exit(good ? 0 : 1);
    }

    private boolean run(int many, int shoppers, int seconds, Path project, Path folder) throws Exception {
        for (int i = 0; i < many; i++) {
            shops.add(i % 2 == 0 ? wooCommerce("shop" + i) : shopify("shop" + i));
        }
        try (BotApiSimulator platform = new BotApiSimulator(TOKEN, 0, 7)) {
            Path connections = folder.resolve("connections.yaml");
            // YAML takes JSON.
            Files.writeString(connections, connections(platform.address()).toString());
            try (RunningServer server = new RunningServer(
                    project,
                    Files.createDirectories(folder.resolve("data")),
                    Map.of(
                            "POLYCLERK_CONNECTIONS",
                            connections.toString(),
                            "POLYCLERK_BURST_QUIET",
                            QUIET.toString()))) {
                server.start();
                warmUp(server, platform);
                try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (Shop shop : shops) {
                        for (int shopper = 0; shopper < shoppers; shopper++) {
                            Known order =
                                    shop.orders().get(shopper % shop.orders().size());
                            long start = random.nextLong(seconds * 1000L);
                            people.execute(() -> shopper(server, platform, shop, order, start));
                        }
                    }
                    people.shutdown();
                    people.awaitTermination(seconds + 300L, TimeUnit.SECONDS);
                }
                return report(many, shoppers, seconds, server.residentBytes());
            }
        } finally {
            for (Shop shop : shops) {
                shop.closing().close();
            }
        }
    }

    private static Shop wooCommerce(String name) {
        var shop = new io.polyclerk.adapter.woocommerce.SimulatedShop(LATENCY, BEARS_AT_ONCE);
        return new Shop(
                name,
                "woocommerce",
                shop.settings(),
                shop.orders().stream()
                        .map(one -> new Known(one.number(), one.email(), one.calls()))
                        .toList(),
                shop.product(),
                shop,
                shop::refused,
                shop::calls);
    }

    private static Shop shopify(String name) {
        var shop = new io.polyclerk.adapter.shopify.SimulatedShop(LATENCY);
        return new Shop(
                name,
                "shopify",
                shop.settings(),
                shop.orders().stream()
                        .map(one -> new Known(one.number(), one.email(), one.calls()))
                        .toList(),
                shop.product(),
                shop,
                shop::refused,
                shop::calls);
    }

    private ObjectNode connections(String botApi) {
        ObjectNode file = JSON.createObjectNode();
        ArrayNode list = file.putArray("connections");
        for (Shop shop : shops) {
            ObjectNode store = list.addObject();
            store.put("id", shop.name()).put("adapter", shop.adapter()).put("merchant", shop.name());
            store.set("settings", JSON.valueToTree(shop.settings()));
            ObjectNode channel = list.addObject();
            channel.put("id", "tg-" + shop.name()).put("adapter", "telegram").put("merchant", shop.name());
            channel.putObject("settings")
                    .put("botToken", TOKEN)
                    .put("webhookSecret", SECRET)
                    .put("apiBase", botApi);
        }
        return file;
    }

    /** What is compiled and fetched once is not counted. */
    private void warmUp(RunningServer server, BotApiSimulator platform) throws InterruptedException {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Shop shop : shops) {
                people.execute(
                        () -> shopper(server, platform, shop, shop.orders().get(0), 0));
            }
            people.shutdown();
            people.awaitTermination(5, TimeUnit.MINUTES);
        }
        beyond.clear();
        spoiled.clear();
        orders.set(0);
        products.set(0);
    }

    private void shopper(RunningServer server, BotApiSimulator platform, Shop shop, Known order, long startMillis) {
        long chat = FIRST_CHAT + ids.incrementAndGet();
        try {
            Thread.sleep(startMillis);
            exchange(server, platform, shop, chat, 1, "Where is my order " + order.number() + "?");
            Thread.sleep(2_000);
            long began = System.nanoTime();
            String answer = exchange(server, platform, shop, chat, 2, order.email());
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            if (answer.contains(order.number())) {
                orders.incrementAndGet();
                beyond.add(took - QUIET.toMillis() - order.calls() * LATENCY.toMillis());
            } else {
                spoil("order: " + answer);
            }
            Thread.sleep(3_000);
            String stock = exchange(server, platform, shop, chat, 3, "Do you have the " + shop.product() + "?");
            if (stock.contains("in stock") || stock.contains("left") || stock.contains("sold out")) {
                products.incrementAndGet();
            } else {
                spoil("product: " + stock);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void spoil(String answer) {
        spoiled.computeIfAbsent(answer, text -> new AtomicInteger()).incrementAndGet();
    }

    /** @return the answer, or an empty text when there was none in time */
    private String exchange(
            RunningServer server, BotApiSimulator platform, Shop shop, long chat, int message, String text)
            throws InterruptedException {
        server.post(
                "/hooks/tg-" + shop.name(),
                update(chat, message, text),
                Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<String> said = platform.taken().getOrDefault(Long.toString(chat), List.of());
            synchronized (said) {
                if (said.size() >= message) {
                    return said.get(message - 1);
                }
            }
            Thread.sleep(5);
        }
        return "";
    }

    private static byte[] update(long chat, int message, String text) {
        ObjectNode update = JSON.createObjectNode().put("update_id", (chat - FIRST_CHAT) * 10 + message);
        ObjectNode body = update.putObject("message").put("message_id", message).put("date", 1_700_000_000);
        body.putObject("from")
                .put("id", chat)
                .put("is_bot", false)
                .put("first_name", "A")
                .put("language_code", "en");
        body.putObject("chat").put("id", chat).put("type", "private");
        body.put("text", text);
        return update.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean report(int many, int shoppers, int seconds, long memory) {
        List<Long> sorted = beyond.stream().sorted().toList();
        int refused = shops.stream().mapToInt(shop -> shop.refused().getAsInt()).sum();
        int calls = shops.stream().mapToInt(shop -> shop.calls().getAsInt()).sum();
        System.out.printf(
                "%d shops, %d shoppers each, beginning within %d s%norder answers: %d, product answers: %d, of %d each%n",
                many, shoppers, seconds, orders.get(), products.get(), many * shoppers);
        System.out.printf(
                "calls of shops: %d; answers 429 or THROTTLED: %d; spoiled answers seen by shoppers: %d%n",
                calls,
                refused,
                spoiled.values().stream().mapToInt(AtomicInteger::get).sum());
        spoiled.forEach((answer, times) -> System.out.println("  " + times + " × " + answer.replace('\n', ' ')));
        System.out.printf(
                "an order beyond the shop's own time: median %d ms, p95 %d ms, p99 %d ms; memory %d MB%n",
                at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), memory / 1_000_000);
        return spoiled.isEmpty() && orders.get() == many * shoppers;
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }
}
