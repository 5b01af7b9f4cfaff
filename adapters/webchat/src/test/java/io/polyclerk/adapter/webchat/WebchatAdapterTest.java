package io.polyclerk.adapter.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.Uploads;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebchatAdapterTest {

    private final ChannelAdapter adapter = open(Map.of());

    @Test
    void providerIsDiscovered() {
        assertThat(ServiceLoader.load(AdapterProvider.class))
                .singleElement()
                .isInstanceOf(WebchatProvider.class)
                .satisfies(provider -> assertThat(provider.id()).isEqualTo("webchat"));
    }

    @Test
    void manifestIsPacked() throws IOException {
        try (InputStream manifest = WebchatProvider.class.getResourceAsStream("/META-INF/adapter.json")) {
            assertThat(new String(manifest.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"hosted\": true");
        }
    }

    @Test
    void nothingNeedsToBeSet() {
        assertThatCode(adapter::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.shop.example",
                "http://localhost:8080",
                "https://www.shop.example, https://shop.example:8443",
                " https://www.shop.example\nhttps://m.shop.example "
            })
    void originsAreTaken(String origins) {
        assertThatCode(() -> open(Map.of("allowedOrigins", origins))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "www.shop.example",
                "https://www.shop.example/path",
                "https://*.shop.example",
                "https://a.example;script-src *",
                "javascript:alert(1)"
            })
    void whatIsNoOriginIsRefusedWhenTheConnectionIsOpened(String origins) {
        assertThatExceptionOfType(AdapterException.CredentialsRejected.class)
                .isThrownBy(() -> open(Map.of("allowedOrigins", origins)))
                .withMessageContaining("allowedOrigins");
    }

    @ParameterizedTest
    @MethodSource("declared")
    void declaredKindsGiveTheReceiptOfTheirKey(Content content) {
        assertThat(adapter.send(message(content))).isEqualTo(new Receipt("key-1"));
    }

    static Stream<Content> declared() {
        return Stream.of(
                new Content.Text("hello"),
                new Content.Text("a".repeat(8_000)),
                new Content.Choice("which?", Collections.nCopies(12, new Option("v".repeat(256), "l".repeat(80)))));
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void undeclaredKindsAreUnsupported(Content content) {
        assertThatExceptionOfType(AdapterException.Unsupported.class).isThrownBy(() -> adapter.send(message(content)));
    }

    static Stream<Content> undeclared() {
        return Stream.of(
                new Content.Text("a".repeat(8_001)),
                new Content.Choice("which?", Collections.nCopies(13, new Option("v", "l"))),
                new Content.Choice("which?", List.of(new Option("v", "l".repeat(81)))),
                new Content.Choice("which?", List.of(new Option("é".repeat(129), "l"))),
                new Content.Media(MediaKind.IMAGE, MediaRef.of("1"), null),
                new Content.Location(1, 2, null),
                new Content.Card("title", null, null, List.of()),
                new Content.Selection("v", "l"),
                new Content.PhoneNumber("+44", false),
                new Content.Unsupported("x"));
    }

    @Test
    void uploadIsOpenedAtTheServer() throws IOException {
        try (InputStream stream = adapter.open(MediaRef.of("known"))) {
            assertThat(stream.readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThatExceptionOfType(AdapterException.Refused.class)
                .isThrownBy(() -> adapter.open(MediaRef.of("unknown")));
    }

    @Test
    void closingTwiceIsHarmless() {
        assertThatCode(() -> {
                    adapter.close();
                    adapter.close();
                })
                .doesNotThrowAnyException();
    }

    private static OutboundMessage message(Content content) {
        return new OutboundMessage(new ConversationKey(new ConnectionId("web"), "w1"), "key-1", content);
    }

    private static ChannelAdapter open(Map<String, String> settings) {
        return (ChannelAdapter)
                new WebchatProvider().open(new Connection(new ConnectionId("web"), settings), context());
    }

    private static AdapterContext context() {
        return new AdapterContext(
                HttpClient.newHttpClient(), Clock.systemUTC(), new NoCache(), new OneUpload(), Path.of("."));
    }

    private static final class OneUpload implements Uploads {
        @Override
        public InputStream open(String id) {
            if (!id.equals("known")) {
                throw new AdapterException.Refused("no such file");
            }
            return new ByteArrayInputStream(new byte[] {1, 2, 3});
        }
    }

    private static final class NoCache implements KeyValueStore {
        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public void put(String key, String value, Duration timeToLive) {}
    }
}
