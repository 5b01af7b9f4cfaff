package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Polling;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the platforms send and what it means, file by file. Rewritten only with {@code -Dtck.update=true}. */
class GoldenCasesTest {

    private static final Path CASES = Path.of("src/test/resources/golden");
    private final Lent lent = new Lent();

    static Stream<String> officialAccount() throws IOException {
        return cases("official-account");
    }

    static Stream<String> miniProgram() throws IOException {
        return cases("mini-program");
    }

    static Stream<String> customerService() throws IOException {
        return cases("customer-service");
    }

    private static Stream<String> cases(String door) throws IOException {
        try (Stream<Path> files = Files.list(CASES.resolve(door))) {
            List<String> names = files.map(file -> door + "/" + file.getFileName())
                    .filter(name -> !name.endsWith(".txt"))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("officialAccount")
    void anOfficialAccountUnderstands(String name) throws IOException {
        pushed(name, (ChannelAdapter)
                new WeChatProvider().open(Connections.officialAccount("http://127.0.0.1:1", true), lent.context()));
    }

    @ParameterizedTest
    @MethodSource("miniProgram")
    void aMiniProgramUnderstands(String name) throws IOException {
        pushed(name, (ChannelAdapter)
                new WeChatProvider().open(Connections.miniProgram("http://127.0.0.1:1"), lent.context()));
    }

    private void pushed(String name, ChannelAdapter adapter) throws IOException {
        String body = Files.readString(CASES.resolve(name));
        WebhookRequest request = Pushes.encrypted(body, WeChatSimulator.APP_ID, Lent.START);
        WebhookOutcome.Accepted<ChannelEvent> outcome =
                (WebhookOutcome.Accepted<ChannelEvent>) adapter.receive(request);
        assertThat(outcome.answer()).isEqualTo(WebhookAnswer.text("success"));
        assertThat(adapter.receive(request)).as("a repeated delivery").isEqualTo(outcome);
        assertSame(name, outcome.events());
    }

    @ParameterizedTest
    @MethodSource("customerService")
    void customerServiceUnderstands(String name) throws IOException {
        try (WeChatSimulator platform = new WeChatSimulator()) {
            platform.weComMessages.add(JsonParser.parseString(Files.readString(CASES.resolve(name)))
                    .getAsJsonObject());
            Polling adapter = (Polling)
                    new WeChatProvider().open(Connections.customerService(platform.address()), lent.context());
            assertSame(name, adapter.poll(null, Duration.ZERO).events());
        }
    }

    private static void assertSame(String name, List<ChannelEvent> events) throws IOException {
        String found = events.stream().map(event -> event + "\n").collect(Collectors.joining());
        Path expected = CASES.resolve(name.replaceFirst("\\.\\w+$", ".txt"));
        if (Boolean.getBoolean("tck.update")) {
            Files.writeString(expected, found);
        }
        assertThat(found).isEqualTo(Files.readString(expected));
    }
}
