package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.load.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/**
 * How the inbox feels with many conversations, as browsers measure it. Not part of the usual run, because figures of a busy machine prove
 * nothing; see docs/reference/performance.md for the command and for what was measured.
 */
class InboxFigures {

    private static final int CONVERSATIONS = 10_000;
    private static final String WATCH = """
            window.figures = {lcp: 0, cls: 0, inp: 0};
            const watch = (type, take, more) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true, ...more});
            watch('largest-contentful-paint', (entry) => { figures.lcp = Math.max(figures.lcp, entry.startTime); });
            watch('layout-shift', (entry) => { if (!entry.hadRecentInput) { figures.cls += entry.value; } });
            watch('event', (entry) => { if (entry.interactionId) { figures.inp = Math.max(figures.inp, entry.duration); } }, {durationThreshold: 16});
            sessionStorage.setItem('polyclerk.console.token', '%s');
            """;
    private static final String TELL = """
            const own = performance.getEntriesByType('resource').filter((entry) => !entry.name.includes('/api/'));
            const bytes = own.reduce((sum, entry) => sum + entry.transferSize, performance.getEntriesByType('navigation')[0].transferSize);
            return `LCP ${Math.round(figures.lcp)} ms, CLS ${figures.cls.toFixed(3)}, INP ${figures.inp} ms, ${Math.round(bytes / 1000)} kB`;
            """;

    @TempDir
    private Path folder;

    /** As many conversations with a message each, as an export would have them. */
    private static String lines() {
        StringBuilder lines = new StringBuilder();
        Instant start = Instant.parse("2026-10-01T00:00:00Z");
        lines.append("{\"type\":\"export\",\"version\":1,\"at\":\"2026-11-01T00:00:00Z\"}\n");
        for (int i = 0; i < CONVERSATIONS; i++) {
            String id = UUID.nameUUIDFromBytes(("chat " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString();
            String at = start.plus(Duration.ofMinutes(i)).toString();
            ObjectNode chat = Api.JSON.createObjectNode();
            chat.put("type", "conversation")
                    .put("id", id)
                    .put("connection", "web")
                    .put("chatId", "chat" + i);
            chat.put("merchant", "demo")
                    .put("holder", "bot")
                    .put("language", "en")
                    .put("version", 1);
            chat.put("createdAt", at).put("updatedAt", at);
            ObjectNode memory = chat.putObject("memory").put("language", "en").put("disclosed", true);
            memory.putObject("topic");
            memory.putObject("trust").put("failedProofs", 0).putObject("proofs");
            memory.putObject("mood").put("misunderstood", 0).put("angryTurns", 0);
            memory.putArray("offered");
            memory.putObject("dealing").putObject("picked");
            lines.append(chat).append('\n');
            ObjectNode message = Api.JSON.createObjectNode();
            message.put("type", "message")
                    .put("id", i + 1)
                    .put("conversation", id)
                    .put("connection", "web");
            message.put("author", "shopper").put("at", at).put("key", "key" + i).put("deleted", false);
            message.put("sentAt", at).put("attempts", 0).put("uncertain", false);
            message.putArray("contents").addObject().put("type", "text").put("text", "Where is order " + i + "?");
            message.putObject("sender").put("id", "shopper" + i).put("language", "en");
            lines.append(message).append('\n');
        }
        return lines.append("{\"type\":\"end\",\"lines\":")
                .append(2 * CONVERSATIONS)
                .append("}\n")
                .toString();
    }

    @Test
    void tenThousandConversationsInABrowser() throws Exception {
        Path connections = Files.writeString(
                folder.resolve("connections.yaml"),
                "connections:\n  - {id: shop, adapter: samplestore, merchant: demo}\n  - {id: web, adapter: webchat, merchant: demo}\n");
        try (RunningServer server = new RunningServer(
                RunningShop.PROJECT,
                Files.createDirectories(folder.resolve("data")),
                Map.of("POLYCLERK_CONNECTIONS", connections.toString()))) {
            server.start();
            Api.Answer imported = new Api(server)
                    .call(RunningServer.adminToken(), "POST", "/api/v1/import", lines(), "application/jsonl");
            assertThat(imported.status()).as(imported.body()).isEqualTo(200);
            try (Desk desk = new Desk(server, 1280, 850)) {
                desk.browser.driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of("source", WATCH.formatted(RunningServer.adminToken())));
                for (int run = 1; run <= 3; run++) {
                    System.out.println("run " + run + ": " + used(desk, server));
                }
            }
        }
    }

    /** Opens conversations, scrolls and searches as somebody at work does. */
    private static String used(Desk desk, RunningServer server) throws InterruptedException {
        desk.browser.driver.get("about:blank");
        desk.browser.driver.get(server.address("/console/#/conversations").toString());
        desk.browser.waitFor(".desk-item");
        Thread.sleep(2_000);
        for (int place = 1; place <= 3; place++) {
            desk.click(".desk-item:nth-child(" + place + ") a");
            Thread.sleep(1_000);
        }
        new Actions(desk.browser.driver)
                .scrollFromOrigin(
                        org.openqa.selenium.interactions.WheelInput.ScrollOrigin.fromElement(
                                desk.browser.waitFor(".desk-items")),
                        0,
                        20_000)
                .perform();
        Thread.sleep(1_000);
        desk.browser.waitFor(".desk-head input").sendKeys("order 77", Keys.ENTER);
        Thread.sleep(2_000);
        return String.valueOf(desk.browser.driver.executeScript(TELL));
    }
}
