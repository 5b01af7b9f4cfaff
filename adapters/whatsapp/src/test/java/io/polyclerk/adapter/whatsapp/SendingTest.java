package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTest {

    private static final Content HI = new Content.Text("hi");

    private CloudApi platform;
    private WhatsAppAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new CloudApi();
        platform.wrote(CloudApi.SHOPPER);
        adapter = Opened.adapter(platform.origin());
    }

    @AfterEach
    void close() {
        adapter.close();
        adapter.close();
        platform.close();
    }

    @Test
    void theReceiptHoldsThePlatformsId() {
        Receipt receipt = send(CloudApi.SHOPPER, "k1", HI);
        assertThat(platform.accepted).containsOnlyKeys(receipt.messageId());
    }

    @Test
    void aShopperIsAddressedByTheIdOfTheChat() {
        send(CloudApi.SHOPPER, "k1", HI);
        platform.wrote("16505551234");
        send("16505551234", "k2", HI);
        assertThat(platform.calls.get(0).body())
                .contains("\"recipient\":\"" + CloudApi.SHOPPER + "\"")
                .doesNotContain("\"to\"");
        assertThat(platform.calls.get(1).body())
                .contains("\"to\":\"16505551234\"")
                .doesNotContain("\"recipient\"");
    }

    @ParameterizedTest
    @CsvSource({"'',/v26.0/", "/,/v26.0/", "/v25.0,/v25.0/", "/v26.0/,/v26.0/"})
    void theVersionIsNeverLeftToThePlatform(String path, String expected) {
        WhatsAppAdapter versioned = Opened.adapter(platform.origin() + path);
        versioned.send(message(CloudApi.SHOPPER, "k1", HI));
        assertThat(platform.calls.get(0).address()).isEqualTo(expected + CloudApi.NUMBER + "/messages");
    }

    @ParameterizedTest
    @CsvSource({
        "0,401,CredentialsRejected",
        "3,500,CredentialsRejected",
        "10,403,CredentialsRejected",
        "190,401,CredentialsRejected",
        "200,403,CredentialsRejected",
        "299,403,CredentialsRejected",
        "368,403,CredentialsRejected",
        "131005,403,CredentialsRejected",
        "131031,403,CredentialsRejected",
        "131037,400,CredentialsRejected",
        "131042,400,CredentialsRejected",
        "131045,500,CredentialsRejected",
        "131048,400,CredentialsRejected",
        "133010,400,CredentialsRejected",
        "4,400,RateLimited",
        "80007,400,RateLimited",
        "130429,400,RateLimited",
        "131056,400,RateLimited",
        "1,500,Unavailable",
        "2,503,Unavailable",
        "131000,500,Unavailable",
        "131016,500,Unavailable",
        "131057,500,Unavailable",
        "100,400,Refused",
        "131008,400,Refused",
        "131009,400,Refused",
        "131021,400,Refused",
        "131026,400,Refused",
        "131047,400,Refused",
        "131049,400,Refused",
        "131050,400,Refused",
        "131051,400,Refused",
        "131052,400,Refused",
        "131053,400,Refused",
        "131062,400,Refused",
        "132000,400,Refused",
        "132001,404,Refused",
        "132015,400,Refused",
        "999999,400,Refused",
        "999999,401,CredentialsRejected",
        "999999,429,RateLimited",
        "999999,500,Unavailable"
    })
    void errorsAreSortedByTheirNumber(int code, int status, String kind) {
        platform.failWithCode(status, code);
        Throwable failure = failure(HI);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(String.valueOf(code));
        assertThat(platform.calls).as("nothing is sent twice").hasSize(1);
        assertNoSecret(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "400,Refused",
        "401,CredentialsRejected",
        "403,CredentialsRejected",
        "404,CredentialsRejected",
        "408,Unavailable",
        "413,Refused",
        "429,RateLimited",
        "500,Unavailable",
        "502,Unavailable",
        "504,Unavailable"
    })
    void whatSomethingInBetweenAnswersIsSortedByItsStatus(int status, String kind) {
        for (String body :
                List.of("", "<html>" + CloudApi.TOKEN, "{\"error\":\"text\"}", "{\"error\":{\"code\":\"x\"}}", "[]")) {
            platform.fail(status, body);
            Throwable failure = failure(HI);
            assertThat(failure.getClass().getSimpleName()).as(body).isEqualTo(kind);
            assertNoSecret(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "130429,7,PT7S",
        "131056,9,PT9S",
        "4,60,PT1M",
        "130429,,PT5S",
        "131056,,PT30S",
        "4,,PT5M",
        "130429,soon,PT5S"
    })
    void aLimitSaysHowLongToWait(int code, String advice, Duration pause) {
        platform.faults.add(new CloudApi.Fault(
                429, CloudApi.error(code, 0), advice == null ? Map.of() : Map.of("Retry-After", advice), false));
        assertThat(failure(HI))
                .isInstanceOfSatisfying(
                        AdapterException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(pause));
    }

    @Test
    void aRedirectIsNotFollowedWithTheToken() {
        platform.faults.add(new CloudApi.Fault(307, "", Map.of("Location", platform.origin() + "/elsewhere"), false));
        assertThat(failure(HI)).isInstanceOf(AdapterException.CredentialsRejected.class);
        assertThat(platform.calls).hasSize(1);
    }

    @Test
    void aCutConnectionMayHaveCarriedTheMessage() {
        platform.fail(0, "");
        assertUnavailable(failure(HI), true);
        assertThat(platform.calls).as("nothing is sent twice").hasSize(1);
    }

    @Test
    void aRefusedConnectionCannotHave() {
        platform.close();
        assertUnavailable(failure(HI), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"messages\":[]}",
                "{\"messages\":[{\"id\":\"\"}]}",
                "{\"messages\":[{\"id\":7}]}"
            })
    void nonsenseMayHideASentMessage(String answer) {
        platform.fail(200, answer);
        assertUnavailable(failure(HI), true);
    }

    @Test
    void aHugeAnswerIsNotRead() {
        platform.fail(200, "{\"messages\":[{\"id\":\"" + "x".repeat(300_000) + "\"}]}");
        assertUnavailable(failure(HI), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(10)
    void aSlowAnswerIsNotWaitedForAndMayHideASentMessage(int slowness) {
        adapter = Opened.adapter(Opened.settings(platform.origin()), Opened.HTTP, Duration.ofMillis(300));
        platform.faults.add(new CloudApi.Fault(slowness, "", Map.of(), false));
        assertUnavailable(failure(HI), true);
        assertThat(platform.calls).as("nothing is sent twice").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void nothingIsCalledExceptThroughTheLentClient(int connectTimeout) throws IOException {
        CountingClient lent = new CountingClient(Duration.ofSeconds(connectTimeout));
        adapter = Opened.adapter(Opened.settings(platform.origin()), lent, Duration.ofSeconds(5));
        send(CloudApi.SHOPPER, "k", HI);
        adapter.check();
        adapter.open(MediaRef.of(platform.keep(new byte[9_000], "image/png"))).close();
        assertThat(platform.calls).hasSize(4);
        assertThat(lent.requests).hasValue(4);
    }

    @Test
    void aStatusTellsWhatBecameOfAnUncertainMessage() {
        platform.faults.add(new CloudApi.Fault(500, "", Map.of(), true));
        assertUnavailable(failure("doubtful-key", HI), true);
        String id = platform.accepted.keySet().iterator().next();
        for (String status : List.of("read", "sent", "failed")) {
            ChannelEvent.StatusChanged told = (ChannelEvent.StatusChanged) ((WebhookOutcome.Accepted<ChannelEvent>)
                            adapter.receive(platform.signed(platform.status(id, status))))
                    .events()
                    .get(0);
            assertThat(told.idempotencyKey()).isEqualTo("doubtful-key");
            assertThat(told.messageId()).isEqualTo(id);
            assertThat(told.conversation().chatId()).isEqualTo(CloudApi.SHOPPER);
            assertThat(told.status().name()).isEqualToIgnoringCase(status);
        }
    }

    @Test
    void aConversationEndsWithItsWindowAndGoesOnWithTheNextMessage() {
        send(CloudApi.SHOPPER, "k1", HI);
        platform.now = platform.now.plus(adapter.capabilities().law().replyWindow());
        send(CloudApi.SHOPPER, "k2", HI);
        platform.now = platform.now.plusSeconds(1);
        assertThat(failure(HI)).isInstanceOf(AdapterException.Refused.class).hasMessageContaining("131047");
        platform.wrote(CloudApi.SHOPPER);
        send(CloudApi.SHOPPER, "k3", HI);
    }

    @Test
    void aBurstEndsAtThePairLimitAndTheDeclaredSpacingNeverMeetsIt() {
        IntStream.range(0, 45).forEach(i -> send(CloudApi.SHOPPER, "k" + i, HI));
        assertThat(failure(HI)).isInstanceOf(AdapterException.RateLimited.class);
        platform.now = platform.now.plus(Duration.ofMinutes(10));
        for (int i = 0; i < 200; i++) {
            send(CloudApi.SHOPPER, "s" + i, HI);
            platform.now = platform.now.plus(adapter.capabilities().law().spacing());
        }
    }

    @Test
    void whatIsNotDeclaredIsRefusedBeforeAnyCall() {
        List<Content> undeclared = List.of(
                new Content.Unsupported("x"),
                new Content.Selection("a", "b"),
                new Content.PhoneNumber("+1", false),
                new Content.Media(MediaKind.STICKER, MediaRef.of("1"), null));
        undeclared.forEach(content -> assertThat(failure(content)).isInstanceOf(AdapterException.Unsupported.class));
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void limitsAreKeptToTheCharacter() {
        int text = adapter.capabilities().maxTextLength();
        int label = adapter.capabilities().maxOptionLength();
        int value = adapter.capabilities().maxOptionValueBytes();
        assertTaken(new Content.Text("x".repeat(text - 1)));
        assertTaken(new Content.Text("x".repeat(text)));
        assertNotTaken(new Content.Text("x".repeat(text + 1)));
        assertTaken(choice("x", label, value, 10));
        assertNotTaken(choice("x", label, value, 11));
        assertNotTaken(choice("x", label + 1, value, 2));
        assertNotTaken(choice("x", label, value + 1, 2));
        assertTaken(choice("x".repeat(1024), label, value, 10));
        assertTaken(choice("x".repeat(1025), label, value, 10));
        assertTaken(choice("x".repeat(text), label, value, 10));
        MediaRef picture = MediaRef.of("https://shop.example/a.png");
        assertTaken(new Content.Media(MediaKind.IMAGE, picture, "x".repeat(1024)));
        assertNotTaken(new Content.Media(MediaKind.IMAGE, picture, "x".repeat(1025)));
        assertTaken(new Content.Card("x".repeat(1025), null, picture, List.of()));
    }

    @Test
    void anOptionWithoutWordsIsNotSent() {
        assertNotTaken(new Content.Choice("?", List.of(new Option("a", " "))));
    }

    @Test
    void aFileOfOursIsUploadedAndThenSent() {
        byte[] picture = "PNG--not really\r\n--\r\n\u00ff".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Opened.UPLOADS.put("0123456789abcdef0123456789abcdef", picture);
        send(
                CloudApi.SHOPPER,
                "k1",
                new Content.Media(
                        MediaKind.IMAGE,
                        new MediaRef("0123456789abcdef0123456789abcdef", "image/png", null, "a\"\r\nX: y.png", null),
                        "This one"));
        assertThat(platform.calls)
                .extracting(CloudApi.Call::address)
                .containsExactly("/v26.0/" + CloudApi.NUMBER + "/media", "/v26.0/" + CloudApi.NUMBER + "/messages");
        String id = platform.accepted.values().iterator().next().at("/image/id").asText();
        assertThat(platform.content(id)).isEqualTo(picture);
    }

    @Test
    void aFailedUploadCannotHaveSaidAnything() {
        Opened.UPLOADS.put("abcdefabcdefabcdefabcdefabcdefab", new byte[] {1});
        Content file = new Content.Media(
                MediaKind.DOCUMENT,
                new MediaRef("abcdefabcdefabcdefabcdefabcdefab", "application/pdf", null, null, null),
                null);
        platform.fail(500, "");
        assertUnavailable(failure(file), false);
        platform.fail(0, "");
        assertUnavailable(failure(file), false);
        platform.fail(200, "{\"id\":\"../x\"}");
        assertUnavailable(failure(file), false);
        assertThat(platform.accepted).isEmpty();
    }

    @Test
    void aFileThatCannotBeTakenIsRefused() {
        Opened.UPLOADS.put("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", new byte[1]);
        Opened.UPLOADS.put("ffffffffffffffffffffffffffffffff", new byte[5 * 1024 * 1024 + 1]);
        assertThat(failure(image("ffffffffffffffffffffffffffffffff", "image/png")))
                .isInstanceOf(AdapterException.Unsupported.class);
        assertThat(failure(image("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", null)))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(failure(image("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "image/png\r\nX-Y: z")))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(failure(image("dddddddddddddddddddddddddddddddd", "image/png")))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(platform.calls).isEmpty();
        assertThat(failure(image("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "image/tiff")))
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessageContaining("131053");
    }

    @Test
    void manyThreadsLoseAndCrossNothing() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            List<Callable<Receipt>> work = IntStream.range(0, 640)
                    .<Callable<Receipt>>mapToObj(i -> () -> {
                        platform.wrote("US.9" + i);
                        return send("US.9" + i, "key-" + i, new Content.Text("text " + i));
                    })
                    .toList();
            List<Future<Receipt>> receipts = threads.invokeAll(work);
            for (int i = 0; i < 640; i++) {
                var taken = platform.accepted.get(receipts.get(i).get().messageId());
                assertThat(taken.path("recipient").asText()).isEqualTo("US.9" + i);
                assertThat(taken.at("/text/body").asText()).isEqualTo("text " + i);
                assertThat(taken.path("biz_opaque_callback_data").asText()).isEqualTo("key-" + i);
            }
        }
        assertThat(platform.calls).hasSize(640);
    }

    private static Content image(String id, String type) {
        return new Content.Media(MediaKind.IMAGE, new MediaRef(id, type, null, null, null), null);
    }

    private static Content choice(String prompt, int label, int value, int count) {
        return new Content.Choice(
                prompt,
                IntStream.range(0, count)
                        .mapToObj(i -> new Option(filled(i, 'v', value), filled(i, 'l', label)))
                        .toList());
    }

    private static String filled(int number, char with, int length) {
        String begin = String.valueOf(number);
        return begin + String.valueOf(with).repeat(length - begin.length());
    }

    private void assertTaken(Content content) {
        platform.now = platform.now.plusSeconds(60);
        platform.wrote(CloudApi.SHOPPER);
        send(CloudApi.SHOPPER, "k", content);
    }

    private void assertNotTaken(Content content) {
        int before = platform.calls.size();
        assertThat(failure(content)).isInstanceOf(AdapterException.Unsupported.class);
        assertThat(platform.calls).hasSize(before);
    }

    private static void assertUnavailable(Throwable failure, boolean mayHaveHappened) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isEqualTo(mayHaveHappened));
        assertNoSecret(failure);
    }

    private static void assertNoSecret(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .doesNotContain(CloudApi.TOKEN)
                .doesNotContain(Webhooks.APP_SECRET)
                .doesNotContain("16505551234")
                .doesNotContain(CloudApi.SHOPPER);
    }

    private Throwable failure(Content content) {
        return failure("k", content);
    }

    private Throwable failure(String key, Content content) {
        return catchThrowable(() -> send(CloudApi.SHOPPER, key, content));
    }

    private Receipt send(String chat, String key, Content content) {
        return adapter.send(message(chat, key, content));
    }

    private static OutboundMessage message(String chat, String key, Content content) {
        return new OutboundMessage(new ConversationKey(new ConnectionId("wa1"), chat), key, content);
    }
}
