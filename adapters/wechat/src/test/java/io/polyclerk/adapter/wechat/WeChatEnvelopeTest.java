package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.adapter.wechat.WeChatEnvelope.Opened;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatEnvelopeTest {

    private static final String APP_ID = "wxba5fad812f8e6fb9";
    private static final Instant GOLDEN_TIME = Instant.ofEpochSecond(1409304348);
    private static final Instant NOW = Lent.START;
    private static final String GOLDEN_CIPHER_TEXT =
            "Q3stYC6hdFzMh9T8HCvyDPpsPLTN6LjIKSRfHX7+A/ug45lcW7BDbxvCwlqiPU7dGd7/kRYKc3z4ya4tJWQ5JO6u+NSEXq2gz//SSpQNcDfX"
                    + "ueF/YhiCtOs2WddcdTAzwk8YoFO41dqWF1niLLve2ovxQanFAFRFe0UYRaDqJpQ=";
    private static final String TEXT = "<xml><MsgType>text</MsgType><Content>hi</Content></xml>";

    private final WeChatEnvelope plain = WeChatEnvelope.ofAccount(Pushes.TOKEN, null, APP_ID);
    private final WeChatEnvelope safe = WeChatEnvelope.ofAccount(Pushes.TOKEN, Pushes.AES_KEY, APP_ID);
    private final WeChatEnvelope corporate = WeChatEnvelope.ofCorporation(Pushes.TOKEN, Pushes.AES_KEY, "ww1");

    @Test
    void theGoldenSignatureOpensTheHandshake() {
        WebhookRequest request = Pushes.request(
                "GET",
                Map.of(
                        "timestamp", "1409304348",
                        "nonce", "xxx",
                        "signature", "aa1f4ec3c9a39a4cd750d26adaaa62d49ed09f60",
                        "echostr", "4375120948345356249"),
                "",
                GOLDEN_TIME);
        assertThat(plain.open(request)).isEqualTo(new Opened.Handshake("4375120948345356249"));
        assertThat(safe.open(request)).isEqualTo(new Opened.Handshake("4375120948345356249"));
    }

    @Test
    void theGoldenMessageIsDecrypted() {
        assertThat(safe.open(goldenMessage("cca767b38fde81bba036504cbc3451ce40f22e56")))
                .isEqualTo(new Opened.Push(Map.of("ToUserName", "gh_1", "Content", "你好")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cca767b38fde81bba036504cbc3451ce40f22e5",
                "cca767b38fde81bba036504cbc3451ce40f22e57",
                "aa1f4ec3c9a39a4cd750d26adaaa62d49ed09f60"
            })
    void aWrongSignatureIsRefused(String signature) {
        assertRefused(401, safe.open(goldenMessage(signature)));
    }

    private static WebhookRequest goldenMessage(String signature) {
        return Pushes.request(
                "POST",
                Map.of("timestamp", "1409304348", "nonce", "xxx", "msg_signature", signature),
                "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + GOLDEN_CIPHER_TEXT
                        + "]]></Encrypt></xml>",
                GOLDEN_TIME);
    }

    @Test
    void whatIsSignedIsWhatCounts() {
        WebhookRequest genuine = Pushes.plain(TEXT, NOW);
        assertThat(plain.open(genuine)).isInstanceOf(Opened.Push.class);
        assertRefused(401, plain.open(Pushes.with(genuine, "nonce", "yyy")));
        assertRefused(401, plain.open(Pushes.with(genuine, "timestamp", String.valueOf(NOW.getEpochSecond() + 1))));
        assertRefused(401, plain.open(Pushes.without(genuine, "signature")));
        assertRefused(401, plain.open(Pushes.without(genuine, "nonce")));
        assertRefused(401, plain.open(Pushes.without(genuine, "timestamp")));
        assertRefused(401, WeChatEnvelope.ofAccount("other", null, APP_ID).open(genuine));
        WebhookRequest encrypted = Pushes.encrypted(TEXT, APP_ID, NOW);
        String other = new String(encrypted.body(), StandardCharsets.UTF_8)
                .replaceFirst("Encrypt><!\\[CDATA\\[.", "Encrypt><![CDATA[/");
        assertRefused(401, safe.open(Pushes.withBody(encrypted, other.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void anOldSignatureIsNoLongerGood() {
        WebhookRequest genuine = Pushes.plain(TEXT, NOW);
        assertThat(plain.open(Pushes.arrivingAt(genuine, NOW.plus(Duration.ofMinutes(5)))))
                .isInstanceOf(Opened.Push.class);
        assertRefused(401, plain.open(Pushes.arrivingAt(genuine, NOW.plus(Duration.ofSeconds(301)))));
        assertRefused(401, plain.open(Pushes.arrivingAt(genuine, NOW.minus(Duration.ofSeconds(301)))));
        assertRefused(401, plain.open(Pushes.with(genuine, "timestamp", "9223372036854775807")));
    }

    @Test
    void withAKeyAPlainMessageDoesNotCount() {
        assertRefused(401, safe.open(Pushes.plain(TEXT, NOW)));
        WebhookRequest encrypted = Pushes.encrypted(TEXT, APP_ID, NOW);
        String both = new String(encrypted.body(), StandardCharsets.UTF_8)
                .replace("</xml>", "<MsgType>text</MsgType><Content>forged</Content></xml>");
        assertThat(safe.open(Pushes.withBody(encrypted, both.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Opened.Push(Map.of("MsgType", "text", "Content", "hi")));
    }

    @Test
    void withoutAKeyAnEncryptedMessageCannotBeRead() {
        WebhookRequest encrypted = Pushes.encrypted(TEXT, APP_ID, NOW);
        WebhookRequest signed = Pushes.withBody(Pushes.plain("", NOW), encrypted.body());
        assertRefused(400, plain.open(signed));
    }

    @Test
    void aMessageForSomebodyElseIsRefused() {
        assertThat(safe.open(Pushes.encrypted(TEXT, APP_ID, NOW))).isInstanceOf(Opened.Push.class);
        assertRefused(401, safe.open(Pushes.encrypted(TEXT, "wx0000000000000000", NOW)));
        assertRefused(401, corporate.open(Pushes.encrypted(TEXT, "ww2", NOW)));
    }

    @Test
    void weComEncryptsTheHandshakeToo() {
        assertThat(corporate.open(Pushes.encryptedHandshake("1616140317555161061", "ww1", NOW)))
                .isEqualTo(new Opened.Handshake("1616140317555161061"));
        assertRefused(401, corporate.open(Pushes.encryptedHandshake("1", "ww2", NOW)));
        assertRefused(401, corporate.open(Pushes.handshake("1", NOW)));
        assertRefused(
                401, corporate.open(Pushes.with(Pushes.encryptedHandshake("1", "ww1", NOW), "msg_signature", "0")));
    }

    @Test
    void miniProgramsMayPushJson() {
        String json =
                "{\"ToUserName\":\"gh_1\",\"MsgType\":\"text\",\"Content\":\"hi \\\"you\\\"\",\"MsgId\":23,\"More\":{\"a\":1}}";
        Map<String, String> fields =
                Map.of("ToUserName", "gh_1", "MsgType", "text", "Content", "hi \"you\"", "MsgId", "23");
        assertThat(plain.open(Pushes.plain(json, NOW))).isEqualTo(new Opened.Push(fields));
        assertThat(safe.open(Pushes.encrypted(json, APP_ID, NOW))).isEqualTo(new Opened.Push(fields));
    }

    @Test
    void escapesAndNestedElementsAreRead() {
        String xml = "<?xml version=\"1.0\"?><!-- hello --><xml><MsgType><![CDATA[text]]></MsgType>"
                + "<Content>a &lt;b&gt; &amp; <![CDATA[<c> & 你好]]> &#128512;</Content><Content>second</Content>"
                + "<Nested><Content>inner</Content></Nested></xml>";
        assertThat(plain.open(Pushes.plain(xml, NOW)))
                .isInstanceOfSatisfying(
                        Opened.Push.class,
                        push -> assertThat(push.fields())
                                .containsEntry("Content", "a <b> & <c> & 你好 😀")
                                .containsEntry("MsgType", "text"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><xml><MsgType>text</MsgType><Content>&x;</Content></xml>",
                "<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/evil.dtd\"><xml><MsgType>text</MsgType></xml>",
                "<!DOCTYPE xml><xml><MsgType>text</MsgType></xml>",
                "<!DOCTYPE l [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>"
                        + "<xml><MsgType>text</MsgType><Content>&c;</Content></xml>",
                "<xml><MsgType>text</MsgType><Content>&unknown;</Content></xml>",
                "<xml><MsgType>text</MsgType>",
                "<xml/><xml/>",
                "not xml",
                "",
                "[1]",
                "{\"MsgType\":",
                "null"
            })
    void whatIsNoPlainMessageIsRefused(String body) {
        assertRefused(400, plain.open(Pushes.plain(body, NOW)));
        assertThat(safe.open(Pushes.encrypted(body, APP_ID, NOW))).isInstanceOf(Opened.Refused.class);
    }

    @Test
    void deepAndWideBodiesAreRefusedQuickly() {
        String head = "<xml><MsgType>text</MsgType>";
        assertRefused(400, plain.open(Pushes.plain(head + "<a>".repeat(17) + "</a>".repeat(17) + "</xml>", NOW)));
        assertRefused(400, plain.open(Pushes.plain(head + "<a>".repeat(100_000), NOW)));
        assertRefused(400, plain.open(Pushes.plain("{\"a\":".repeat(100_000), NOW)));
        StringBuilder wide = new StringBuilder(head);
        for (int i = 0; i < 10_000; i++) {
            wide.append("<a").append(i).append("/>");
        }
        assertRefused(400, plain.open(Pushes.plain(wide + "</xml>", NOW)));
    }

    @Test
    void otherMethodsAreRefused() {
        WebhookRequest put = Pushes.request("PUT", Map.of("timestamp", String.valueOf(NOW.getEpochSecond())), "", NOW);
        assertRefused(405, plain.open(put));
    }

    @Test
    void aBentKeyIsRefusedWithoutQuotingIt() {
        for (String key : new String[] {"short", Pushes.AES_KEY + "H", Pushes.AES_KEY.replace('a', '!')}) {
            assertThatThrownBy(() -> WeChatEnvelope.ofAccount(Pushes.TOKEN, key, APP_ID))
                    .isInstanceOf(AdapterException.CredentialsRejected.class)
                    .hasMessageNotContaining(key);
        }
    }

    @Test
    void bentBodiesNeverThrow() {
        WebhookRequest genuine = Pushes.encrypted(TEXT, APP_ID, NOW);
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] body = genuine.body().clone();
            if (i % 3 == 0) {
                body = Arrays.copyOf(body, random.nextInt(body.length));
            } else if (i % 3 == 1) {
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                random.nextBytes(body);
            }
            assertThat(safe.open(Pushes.withBody(genuine, body))).isNotNull();
            assertThat(plain.open(Pushes.withBody(Pushes.plain("", NOW), body))).isNotNull();
        }
    }

    @Property(tries = 300)
    void whateverIsEncryptedComesOutAsItWas(@ForAll String text) {
        String cleaned = text.replaceAll("[^\\x20-\\x7E\\u4E00-\\u9FFF]", "");
        String body = "<xml><Content><![CDATA[" + cleaned.replace("]]>", "") + "]]></Content></xml>";
        assertThat(safe.open(Pushes.encrypted(body, APP_ID, NOW)))
                .isEqualTo(new Opened.Push(Map.of("Content", cleaned.replace("]]>", ""))));
    }

    @Property(tries = 500)
    void genuinelySignedNonsenseNeverThrows(@ForAll String text) {
        assertThat(plain.open(Pushes.plain(text, NOW))).isNotNull();
        assertThat(corporate.open(Pushes.with(Pushes.handshake(text, NOW), "msg_signature", text)))
                .isNotNull();
    }

    private static void assertRefused(int status, Opened opened) {
        assertThat(opened)
                .isInstanceOfSatisfying(
                        Opened.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }
}
