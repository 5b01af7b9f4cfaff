package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded cases, request beside event and content beside call: {@code tck/inbound/<case>/webhook.*} and {@code events.json}, {@code
 * tck/outbound/<case>/call.json} below the adapter's test resources. Rewritten with {@code -Dtck.update=true}, and then read by a
 * person.
 */
@Group("I")
interface GoldenTests extends ChannelSubject {

    Path CASES = Path.of("src/test/resources/tck");

    /** What the outbound cases send, by the name of the case. */
    default Map<String, Content> goldenContents() {
        return Map.of();
    }

    /** What has to be known to the platform before a recorded call can succeed. Nothing by default. */
    default void prepareGoldenCalls(StubPlatform platform) {}

    @TestFactory
    default Stream<DynamicTest> recordedWebhooksBecomeTheRecordedEvents() throws IOException {
        return cases("inbound")
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    WebhookOutcome<ChannelEvent> outcome =
                            channel().receive(genuine(Files.readAllBytes(webhook(folder))));
                    assertThat(outcome).isInstanceOf(WebhookOutcome.Accepted.class);
                    GoldenFile.compare(
                            folder.resolve("events.json"), ((WebhookOutcome.Accepted<ChannelEvent>) outcome).events());
                }));
    }

    @TestFactory
    default Stream<DynamicTest> contentsBecomeTheRecordedCalls() {
        prepareGoldenCalls(bench().platform());
        return goldenContents().entrySet().stream()
                .map(golden -> DynamicTest.dynamicTest(golden.getKey(), () -> {
                    bench().platform().forgetCalls();
                    bench().platform().answers(sent());
                    channel()
                            .send(new OutboundMessage(
                                    new ConversationKey(bench().connection().id(), chatId()),
                                    "key-1",
                                    golden.getValue()));
                    assertThat(bench().platform().calls()).hasSize(1);
                    GoldenFile.compare(
                            CASES.resolve("outbound").resolve(golden.getKey()).resolve("call.json"),
                            bench().platform().calls().get(0));
                }));
    }

    private static Stream<Path> cases(String direction) throws IOException {
        Path folder = CASES.resolve(direction);
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> cases = Files.list(folder)) {
            return cases.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    private static Path webhook(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("webhook."))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(folder.getFileName() + " has no webhook.* file"));
        }
    }
}
