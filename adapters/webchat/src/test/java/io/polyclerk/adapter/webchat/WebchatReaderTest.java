package io.polyclerk.adapter.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookOutcome.Accepted;
import io.polyclerk.spi.WebhookOutcome.Rejected;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebchatReaderTest {

    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_Q";
    private static final String OTHER_TOKEN = "QbcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_a";
    /** Made by {@link #TOKEN}: computed apart from the code, as docs/reference/webchat-protocol.md tells. */
    private static final String UPLOAD = "0011223344556677735ee4d2466a5399";

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final WebchatReader reader = new WebchatReader(new ConnectionId("web"), null);

    @Test
    void textArrivesAsItWasWritten() {
        InboundMessage message =
                message("{\"id\":\"m1\",\"text\":\"  Où est \\\"ma\\\" commande ? 订单 🙂\\n\",\"language\":\"fr-CA\"}");

        assertThat(message.contents()).containsExactly(new Content.Text("  Où est \"ma\" commande ? 订单 🙂\n"));
        assertThat(message.sender().language()).isEqualTo("fr-CA");
        assertThat(message.sentAt()).isEqualTo(NOW);
    }

    @Test
    void chatIdIsTheDocumentedHashAndHoldsNoToken() {
        InboundMessage message = message("{\"id\":\"m1\",\"text\":\"hi\"}");

        assertThat(message.conversation().chatId()).isEqualTo("w6ezpFVm-f9IIcD4vn-TwF5");
        assertThat(message.messageId()).isEqualTo("w6ezpFVm-f9IIcD4vn-TwF5:m1");
        assertThat(message.toString()).doesNotContain(TOKEN);
    }

    @Test
    void oneSessionIsOneChatAndAnotherIsAnother() {
        assertThat(message(TOKEN, "{\"id\":\"1\",\"text\":\"a\"}").conversation())
                .isEqualTo(message(TOKEN, "{\"id\":\"2\",\"text\":\"b\"}").conversation())
                .isNotEqualTo(
                        message(OTHER_TOKEN, "{\"id\":\"1\",\"text\":\"a\"}").conversation());
    }

    @Test
    void repeatedDeliveryHasTheSameMessageId() {
        String body = "{\"id\":\"m1\",\"text\":\"hi\"}";

        assertThat(message(body).messageId()).isEqualTo(message(body).messageId());
    }

    @Test
    void pickedOptionIsASelection() {
        assertThat(message("{\"id\":\"m1\",\"selection\":{\"value\":\"track_order\",\"label\":\"Track order\"}}")
                        .contents())
                .containsExactly(new Content.Selection("track_order", "Track order"));
    }

    @Test
    void ownUploadsAreMedia() {
        assertThat(message("{\"id\":\"m1\",\"media\":[{\"upload\":\"" + UPLOAD
                                + "\",\"kind\":\"image\",\"caption\":\"broken\"}," + "{\"upload\":\"" + UPLOAD
                                + "\",\"kind\":\"voice\"}]}")
                        .contents())
                .containsExactly(
                        new Content.Media(MediaKind.IMAGE, MediaRef.of(UPLOAD), "broken"),
                        new Content.Media(MediaKind.VOICE, MediaRef.of(UPLOAD), null));
    }

    @Test
    void uploadOfAnotherSessionIsRefused() {
        assertThat(rejected(
                        OTHER_TOKEN, "{\"id\":\"m1\",\"media\":[{\"upload\":\"" + UPLOAD + "\",\"kind\":\"image\"}]}"))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "../../etc/passwd", "0011223344556677735ee4d2466a5391", "0011223344556677735ee4d2466a5390a"})
    void inventedUploadIsRefused(String upload) {
        assertThat(rejected(TOKEN, "{\"id\":\"m1\",\"media\":[{\"upload\":\"" + upload + "\",\"kind\":\"image\"}]}"))
                .isIn(400, 403);
    }

    @Test
    void joiningIsAnEvent() {
        assertThat(accepted(TOKEN, "{\"id\":\"m1\",\"join\":true}"))
                .singleElement()
                .isInstanceOf(ChannelEvent.ContactJoined.class);
    }

    @Test
    void answerSaysThatItIsStored() {
        assertThat(((Accepted<ChannelEvent>) read(TOKEN, "{\"id\":\"m1\",\"text\":\"a\"}")).answer())
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(202);
                    assertThat(answer.body()).isEqualTo("{\"status\":\"stored\"}");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_",
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_QQ",
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_=",
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_Q\n"
            })
    void requestWithoutAUsableTokenIsRejected(String token) {
        assertThat(rejected(token, "{\"id\":\"m1\",\"text\":\"a\"}")).isEqualTo(401);
    }

    @Test
    void requestWithoutTheHeaderIsRejected() {
        byte[] body = "{\"id\":\"m1\",\"text\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(new WebhookRequest("POST", Map.of(), Map.of("session", List.of(TOKEN)), body, NOW)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
    }

    @Test
    void otherMethodsAreRejected() {
        assertThat(reader.read(new WebhookRequest("GET", headers(TOKEN), Map.of(), new byte[0], NOW)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(405));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "\"text\"",
                "null",
                "{}",
                "{\"text\":\"a\"}",
                "{\"id\":\"\",\"text\":\"a\"}",
                "{\"id\":\"m 1\",\"text\":\"a\"}",
                "{\"id\":1,\"text\":\"a\"}",
                "{\"id\":\"m1\"}",
                "{\"id\":\"m1\",\"text\":\"   \"}",
                "{\"id\":\"m1\",\"text\":null}",
                "{\"id\":\"m1\",\"text\":[\"a\"]}",
                "{\"id\":\"m1\",\"text\":\"a\",\"admin\":true}",
                "{\"id\":\"m1\",\"text\":\"a\",\"text\":\"b\"}",
                "{\"id\":\"m1\",\"text\":\"a\",\"join\":true}",
                "{\"id\":\"m1\",\"join\":false}",
                "{\"id\":\"m1\",\"selection\":{\"value\":\"a\"}}",
                "{\"id\":\"m1\",\"selection\":{\"value\":\"a\",\"label\":\"b\",\"more\":1}}",
                "{\"id\":\"m1\",\"selection\":\"a\"}",
                "{\"id\":\"m1\",\"media\":[]}",
                "{\"id\":\"m1\",\"media\":[1]}",
                "{\"id\":\"m1\",\"media\":{}}",
                "{\"id\":\"m1\",\"text\":\"a\",\"language\":\"not a tag\"}",
                "{\"id\":\"m1\",\"text\":\"a\"} {}",
                "{\"id\":\"m1\",\"text\":\"a\"",
                "{\"id\":\"m1\",\"text\":{\"a\":{\"b\":{\"c\":{\"d\":1}}}}}"
            })
    void bodyThatIsNotTheProtocolIsBadRequest(String body) {
        assertThat(rejected(TOKEN, body)).isEqualTo(400);
    }

    @Test
    void textOfFourThousandUnitsIsTakenAndOneMoreIsNot() {
        assertThat(message("{\"id\":\"m1\",\"text\":\"" + "a".repeat(4_000) + "\"}")
                        .contents())
                .hasSize(1);
        assertThat(rejected(TOKEN, "{\"id\":\"m1\",\"text\":\"" + "a".repeat(4_001) + "\"}"))
                .isEqualTo(400);
    }

    @Test
    void bodyOverSixtyFourKilobytesIsRejected() {
        assertThat(rejected(TOKEN, "{\"id\":\"m1\",\"text\":\"a\"}" + " ".repeat(64 * 1024)))
                .isEqualTo(413);
    }

    @Test
    void deepNestingIsRejectedWithoutTrouble() {
        assertThat(rejected(TOKEN, "[".repeat(60_000))).isEqualTo(400);
        assertThat(rejected(TOKEN, "{\"id\":".repeat(10_000))).isEqualTo(400);
    }

    @Test
    void bytesThatAreNoTextAreRejected() {
        byte[] body = "{\"id\":\"m1\",\"text\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reader.read(new WebhookRequest("POST", headers(TOKEN), Map.of(), body, NOW)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(400));
    }

    @Test
    void damagedBodiesNeverThrow() {
        byte[] good = ("{\"id\":\"m1\",\"media\":[{\"upload\":\"" + UPLOAD
                        + "\",\"kind\":\"image\"}],\"language\":\"en\"}")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThatCode(() -> reader.read(new WebhookRequest("POST", headers(TOKEN), Map.of(), damaged, NOW)))
                    .doesNotThrowAnyException();
        }
    }

    private InboundMessage message(String body) {
        return message(TOKEN, body);
    }

    private InboundMessage message(String token, String body) {
        return ((ChannelEvent.MessageReceived) accepted(token, body).get(0)).message();
    }

    private List<ChannelEvent> accepted(String token, String body) {
        assertThat(read(token, body)).isInstanceOf(Accepted.class);
        return ((Accepted<ChannelEvent>) read(token, body)).events();
    }

    private int rejected(String token, String body) {
        assertThat(read(token, body)).isInstanceOf(Rejected.class);
        return ((Rejected<ChannelEvent>) read(token, body)).status();
    }

    private WebhookOutcome<ChannelEvent> read(String token, String body) {
        return reader.read(
                new WebhookRequest("POST", headers(token), Map.of(), body.getBytes(StandardCharsets.UTF_8), NOW));
    }

    private static Map<String, List<String>> headers(String token) {
        return Map.of("x-chat-session", List.of(token));
    }
}
