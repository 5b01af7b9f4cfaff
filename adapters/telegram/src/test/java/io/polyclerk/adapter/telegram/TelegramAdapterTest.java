package io.polyclerk.adapter.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramAdapterTest extends StubCase {

    @ParameterizedTest
    @ValueSource(strings = {"", "hook-secre", "hook-secret2", "HOOK-SECRET"})
    void aForgedRequestIsRejected(String secret) {
        assertThat(receive(message("hi"), secret))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
    }

    @Test
    void aPollingConnectionTakesNoWebhooks() {
        TelegramAdapter polling = adapter(null, stub.address());
        assertThat(polling.pollingWanted()).isTrue();
        assertThat(polling.receive(request(message("hi"), "anything"))).isInstanceOf(WebhookOutcome.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is my order?",
                "我的订单到哪了",
                "أين طلبي ١٠٠١",
                "Где мой заказ",
                "注文は😀👩‍👩‍👧",
                "a\\nb \\\"quoted\\\"",
                "\\u202Eabc"
            })
    void textArrivesUnchanged(String text) {
        ChannelEvent.MessageReceived event = (ChannelEvent.MessageReceived) only(message(text));
        assertThat(event.message().contents())
                .containsExactly(new Content.Text(
                        text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\u202E", "\u202E")));
        assertThat(event.message().messageId()).isEqualTo("5000000000:42");
        assertThat(event.message().conversation().chatId()).isEqualTo("5000000000");
        assertThat(event.message().sender().language()).isEqualTo("en");
        assertThat(event.message().sentAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void mediaArriveAsTheirKind() {
        assertThat(
                        mediaKind(
                                "\"photo\":[{\"file_id\":\"small\",\"width\":1,\"height\":1},{\"file_id\":\"big\",\"width\":9,\"height\":9}],\"caption\":\"broken\",\"media_group_id\":\"g\""))
                .isEqualTo(MediaKind.IMAGE);
        assertThat(mediaKind("\"voice\":{\"file_id\":\"big\",\"duration\":3,\"mime_type\":\"audio/ogg\"}"))
                .isEqualTo(MediaKind.VOICE);
        assertThat(mediaKind("\"document\":{\"file_id\":\"big\",\"file_name\":\"a.pdf\"}"))
                .isEqualTo(MediaKind.DOCUMENT);
        assertThat(mediaKind("\"video_note\":{\"file_id\":\"big\",\"length\":3,\"duration\":3}"))
                .isEqualTo(MediaKind.VIDEO);
    }

    @Test
    void anAlbumKeepsItsGroup() {
        ChannelEvent.MessageReceived event = (ChannelEvent.MessageReceived)
                only(update("\"photo\":[{\"file_id\":\"f\",\"width\":1,\"height\":1}],\"media_group_id\":\"album-1\""));
        assertThat(event.message().groupId()).isEqualTo("album-1");
    }

    @Test
    void aSharedContactIsOwnOnlyWithTheSendersId() {
        assertThat(content("\"contact\":{\"phone_number\":\"+491\",\"first_name\":\"A\",\"user_id\":5000000000}"))
                .isEqualTo(new Content.PhoneNumber("+491", true));
        assertThat(content("\"contact\":{\"phone_number\":\"+491\",\"first_name\":\"A\",\"user_id\":6}"))
                .isEqualTo(new Content.PhoneNumber("+491", false));
    }

    @Test
    void anUnknownKindOfMessageIsNotDropped() {
        assertThat(content("\"dice\":{\"emoji\":\"🎲\",\"value\":3}")).isInstanceOf(Content.Unsupported.class);
    }

    @Test
    void anUnknownKindOfUpdateIsAcceptedAndIgnored() {
        assertThat(events("{\"update_id\":9,\"hologram\":{\"a\":1}}")).isEmpty();
        assertThat(events("{\"update_id\":\"not a number\",\"message\":[]}")).isEmpty();
    }

    @Test
    void startOpensTheChat() {
        assertThat(only(message("/start order-77"))).isInstanceOf(ChannelEvent.ContactJoined.class);
    }

    @Test
    void groupsAndBotsAreNotTalkedTo() {
        assertThat(events(message("hi").replace("\"private\"", "\"supergroup\"")))
                .isEmpty();
        assertThat(events(message("hi").replace("\"is_bot\":false", "\"is_bot\":true")))
                .isEmpty();
    }

    @Test
    void aPressedButtonIsASelectionAndItsSpinnerIsStoppedByTheAnswer() {
        ChannelEvent.MessageReceived event = (ChannelEvent.MessageReceived)
                only(
                        "{\"update_id\":3,\"callback_query\":{\"id\":\"cb9\",\"from\":{\"id\":5,\"is_bot\":false,\"first_name\":\"A\"},\"chat_instance\":\"x\","
                                + "\"message\":{\"message_id\":8,\"date\":1,\"chat\":{\"id\":5,\"type\":\"private\"}},\"data\":\"intent:track_order\"}}");
        assertThat(event.message().contents())
                .containsExactly(new Content.Selection("intent:track_order", "intent:track_order"));
        assertThat(stub.calls).as("receiving makes no call").isEmpty();
        adapter.send(new OutboundMessage(CHAT, "k", new Content.Text("ok")));
        assertThat(stub.calls.get(0)).contains("/answerCallbackQuery").contains("cb9");
        assertThat(stub.calls).hasSize(2);
    }

    @Test
    void anEditAndALeaveAreUnderstood() {
        assertThat(only(
                        "{\"update_id\":3,\"edited_message\":{\"message_id\":42,\"date\":1,\"edit_date\":2,\"from\":{\"id\":5,\"is_bot\":false,\"first_name\":\"A\"},"
                                + "\"chat\":{\"id\":5,\"type\":\"private\"},\"text\":\"new\"}}"))
                .isEqualTo(new ChannelEvent.MessageEdited(
                        CHAT, "5:42", "2", List.of(new Content.Text("new")), Instant.ofEpochSecond(2)));
        assertThat(
                        only(
                                "{\"update_id\":3,\"my_chat_member\":{\"date\":1,\"from\":{\"id\":5,\"is_bot\":false,\"first_name\":\"A\"},"
                                        + "\"chat\":{\"id\":5,\"type\":\"private\"},"
                                        + "\"old_chat_member\":{\"status\":\"member\",\"user\":{\"id\":1,\"is_bot\":true,\"first_name\":\"b\"}},"
                                        + "\"new_chat_member\":{\"status\":\"kicked\",\"until_date\":0,\"user\":{\"id\":1,\"is_bot\":true,\"first_name\":\"b\"}}}}"))
                .isInstanceOf(ChannelEvent.ContactLeft.class);
    }

    @Test
    void inABusinessChatTheMerchantsOwnWordsAreAnAgents() {
        String shopper =
                "{\"update_id\":3,\"business_message\":{\"business_connection_id\":\"bc\",\"message_id\":1,\"date\":1,"
                        + "\"from\":{\"id\":5,\"is_bot\":false,\"first_name\":\"A\"},\"chat\":{\"id\":5,\"type\":\"private\"},\"text\":\"hi\"}}";
        assertThat(only(shopper))
                .isInstanceOfSatisfying(
                        ChannelEvent.MessageReceived.class,
                        received -> assertThat(received.conversation().chatId()).isEqualTo("biz:bc:5"));
        assertThat(only(shopper.replace("\"from\":{\"id\":5", "\"from\":{\"id\":99")))
                .isInstanceOf(ChannelEvent.AgentSpoke.class);
    }

    @Test
    void brokenBodiesAreRejectedAndNeverThrow() {
        byte[] genuine = message("where is order 1001 😀").getBytes(StandardCharsets.UTF_8);
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            byte[] body = genuine.clone();
            if (i % 3 == 0) {
                body = java.util.Arrays.copyOf(body, random.nextInt(body.length));
            } else if (i % 3 == 1) {
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                random.nextBytes(body);
            }
            assertThat(adapter.receive(request(body, "hook-secret"))).isNotNull();
        }
        assertThat(receive("{\"update_id\":1,", "hook-secret"))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(400));
        assertThat(receive("[".repeat(200_000), "hook-secret")).isInstanceOf(WebhookOutcome.Rejected.class);
    }

    @Test
    void timesInMillisecondsAreUnderstood() {
        String update =
                "{\"update_id\":7,\"message\":{\"message_id\":9,\"date\":1763805600123,\"from\":{\"id\":5,\"is_bot\":false,\"first_name\":\"A\"},"
                        + "\"chat\":{\"id\":5,\"type\":\"private\"},\"text\":\"hi\"}}";
        WebhookOutcome<ChannelEvent> taken = adapter.receive(request(update, "hook-secret"));
        assertThat(((WebhookOutcome.Accepted<ChannelEvent>) taken).events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ChannelEvent.MessageReceived.class,
                        received ->
                                assertThat(received.message().sentAt()).isEqualTo(Instant.ofEpochSecond(1763805600)));
    }

    private MediaKind mediaKind(String fields) {
        Content.Media media = (Content.Media) content(fields);
        assertThat(media.media().id()).isEqualTo("big");
        return media.kind();
    }

    private Content content(String fields) {
        return ((ChannelEvent.MessageReceived) only(update(fields)))
                .message()
                .contents()
                .get(0);
    }

    private ChannelEvent only(String body) {
        List<ChannelEvent> events = events(body);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private List<ChannelEvent> events(String body) {
        return ((WebhookOutcome.Accepted<ChannelEvent>) receive(body, "hook-secret")).events();
    }

    private WebhookOutcome<ChannelEvent> receive(String body, String secret) {
        return adapter.receive(request(body, secret));
    }

    private static WebhookRequest request(String body, String secret) {
        return request(body.getBytes(StandardCharsets.UTF_8), secret);
    }

    private static WebhookRequest request(byte[] body, String secret) {
        return new WebhookRequest(
                "POST",
                secret.isEmpty() ? Map.of() : Map.of("x-telegram-bot-api-secret-token", List.of(secret)),
                Map.of(),
                body,
                Instant.now());
    }
}
