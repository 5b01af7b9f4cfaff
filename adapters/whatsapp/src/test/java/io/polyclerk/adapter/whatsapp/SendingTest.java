package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTest extends SendingCase {

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
}
