package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String HI = Webhooks.message("wamid.A=", "\"type\":\"text\",\"text\":{\"body\":\"hi\"}");

    /** Nobody listens there: whoever calls out while receiving is found out. */
    private final WhatsAppAdapter adapter = Opened.adapter("http://127.0.0.1:1");

    @Test
    void theHandshakeIsAnsweredWithTheBareChallenge() {
        assertThat(adapter.receive(handshake("subscribe", Webhooks.VERIFY_TOKEN, "1158201444")))
                .isEqualTo(new WebhookOutcome.Accepted<ChannelEvent>(List.of(), WebhookAnswer.text("1158201444")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "subscribe,shop-verify-toke,1",
                "subscribe,shop-verify-token2,1",
                "subscribe,SHOP-VERIFY-TOKEN,1",
                "subscribe,'',1",
                "subscribe,-,1",
                "unsubscribe,shop-verify-token,1",
                "-,shop-verify-token,1",
                "subscribe,shop-verify-token,-"
            })
    void aForeignHandshakeIsForbidden(String mode, String token, String challenge) {
        assertRejected(adapter.receive(handshake(mode, token, challenge)), 403);
    }

    @Test
    void theSignatureIsTheOneOfTheReference() {
        byte[] body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(adapter.receive(Webhooks.request(
                        body, "sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f", NOW)))
                .isInstanceOf(WebhookOutcome.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256=00",
                "sha1={mac}",
                "{mac}",
                "SHA256={mac}",
                "sha256={mac}00",
                "sha256= {mac}",
                "sha256=zz{mac}",
                "sha256=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void aForgedRequestIsRejected(String signature) {
        byte[] body = HI.getBytes(StandardCharsets.UTF_8);
        String mac = HexFormat.of().formatHex(Webhooks.mac(body));
        assertRejected(adapter.receive(Webhooks.request(body, signature.replace("{mac}", mac), NOW)), 401);
    }

    @Test
    void aCutSignatureIsRejected() {
        byte[] body = HI.getBytes(StandardCharsets.UTF_8);
        String mac = HexFormat.of().formatHex(Webhooks.mac(body));
        assertRejected(adapter.receive(Webhooks.request(body, "sha256=" + mac.substring(2), NOW)), 401);
    }

    @Test
    void theSignatureCoversTheBytesAndNotTheirMeaning() {
        WebhookRequest genuine = Webhooks.signed(HI.replace("hi", "你好"), NOW);
        byte[] sameMeaning = HI.replace("hi", "你好").getBytes(StandardCharsets.UTF_8);
        assertThat(adapter.receive(genuine)).isInstanceOf(WebhookOutcome.Accepted.class);
        assertRejected(adapter.receive(Webhooks.request(sameMeaning, genuine.header("X-Hub-Signature-256"), NOW)), 401);
    }

    @Test
    void aSignatureOfAnotherAppIsRejected() {
        Map<String, String> settings = Opened.settings("http://127.0.0.1:1");
        settings.put("appSecret", "another-secret");
        assertRejected(Opened.adapter(settings).receive(Webhooks.signed(HI, NOW)), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "[]", "\"text\"", "{", "{}{}", "<xml/>", "{\"object\":}"})
    void whatIsSignedAndUnreadableIsRefused(String body) {
        assertRejected(adapter.receive(Webhooks.signed(body, NOW)), 400);
    }

    @Test
    void deepNestingIsRefused() {
        assertRejected(adapter.receive(Webhooks.signed("{\"a\":" + "[".repeat(200_000), NOW)), 400);
    }

    @Test
    void otherMethodsAreNotAnswered() {
        assertRejected(adapter.receive(new WebhookRequest("PUT", Map.of(), Map.of(), new byte[0], NOW)), 405);
    }

    @Test
    void theSameDeliveryHasTheSameIds() {
        assertThat(adapter.receive(Webhooks.signed(HI, NOW)))
                .isEqualTo(adapter.receive(Webhooks.signed(HI, NOW.plusSeconds(86_400))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is my order?",
                "我的订单到哪了",
                "أين طلبي ١٠٠١",
                "Где мой заказ",
                "注文は😀👩‍👩‍👧",
                "สั่งซื้อ ऑर्डर 주문",
                "‮abc",
                " ",
                "*b* _i_ `c` <b>"
            })
    void textArrivesUnchanged(String text) {
        String body = Webhooks.message("wamid.A=", "\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}");
        ChannelEvent.MessageReceived event = (ChannelEvent.MessageReceived) only(body);
        assertThat(event.message().contents()).containsExactly(new Content.Text(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"soon\"", "null", "-5", "\"99999999999999999999\"", "9999999999999999", "{}"})
    void aTimeThatCannotBeIsTheTimeOfArrival(String timestamp) {
        ChannelEvent.MessageReceived event =
                (ChannelEvent.MessageReceived) only(HI.replace("\"1749416383\"", timestamp));
        assertThat(event.message().sentAt()).isEqualTo(NOW);
    }

    @Test
    void aHumansWordsThatNameOnlyTheNumberBelongToTheChatOfItsOwner() {
        only(HI);
        String echo = Webhooks.envelope(
                "smb_message_echoes",
                "\"message_echoes\":[{\"from\":\"15550783881\",\"to\":\"16505551234\",\"id\":\"wamid.E=\",\"timestamp\":\"1749416383\","
                        + "\"type\":\"text\",\"text\":{\"body\":\"I look\"}}]");
        assertThat(only(echo).conversation().chatId()).isEqualTo(CloudApi.SHOPPER);
    }

    @Test
    void oneBrokenMessageDoesNotHideTheOthers() {
        String good = "{\"from_user_id\":\"US.1\",\"id\":\"wamid.G=\",\"type\":\"text\",\"text\":{\"body\":\"hi\"}}";
        String body = Webhooks.envelope(
                "messages",
                "\"messages\":[null,7,{},{\"id\":\"wamid.X=\"},{\"from\":\"1\",\"type\":\"text\"}," + good + "]");
        assertThat(only(body).conversation().chatId()).isEqualTo("US.1");
    }

    @Test
    void aMessageIsNotGivenToSomebodyElsesName() {
        String body = Webhooks.envelope(
                "messages",
                "\"contacts\":[{\"profile\":{\"name\":\"Somebody else\"},\"wa_id\":\"1999\",\"user_id\":\"US.2\"}],"
                        + "\"messages\":[{\"from_user_id\":\"US.1\",\"id\":\"wamid.G=\",\"type\":\"text\",\"text\":{\"body\":\"hi\"}}]");
        ChannelEvent.MessageReceived event = (ChannelEvent.MessageReceived) only(body);
        assertThat(event.message().sender().displayName()).isNull();
        assertThat(event.message().sender().verifiedPhone()).isNull();
    }

    private ChannelEvent only(String body) {
        List<ChannelEvent> events =
                ((WebhookOutcome.Accepted<ChannelEvent>) adapter.receive(Webhooks.signed(body, NOW))).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static void assertRejected(WebhookOutcome<ChannelEvent> outcome, int status) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(status));
    }

    private static WebhookRequest handshake(String mode, String token, String challenge) {
        Map<String, List<String>> query = new HashMap<>();
        if (mode != null) {
            query.put("hub.mode", List.of(mode));
        }
        if (token != null) {
            query.put("hub.verify_token", List.of(token));
        }
        if (challenge != null) {
            query.put("hub.challenge", List.of(challenge));
        }
        return new WebhookRequest("GET", Map.of(), query, new byte[0], NOW);
    }
}
