package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Request and event, content and call, side by side in files; rewritten with {@code -Dtck.update=true} and then read by a person. */
class GoldenCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES = Path.of("src/test/resources/tck");
    private static final boolean UPDATE = Boolean.getBoolean("tck.update");

    private CloudApi platform;
    private WhatsAppAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new CloudApi();
        platform.wrote(CloudApi.SHOPPER);
        platform.wrote("16505551234");
        adapter = Opened.adapter(platform.origin());
    }

    @AfterEach
    void close() {
        adapter.close();
        platform.close();
    }

    static Stream<String> inbound() throws IOException {
        try (Stream<Path> folders = Files.list(CASES.resolve("inbound"))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource
    void inbound(String name) throws IOException {
        Path folder = CASES.resolve("inbound").resolve(name);
        WebhookOutcome<ChannelEvent> outcome =
                adapter.receive(platform.signed(Files.readString(folder.resolve("webhook.json"))));
        compare(folder.resolve("events.json"), JSON.valueToTree(RecordTree.of(events(outcome))));
        assertThat(platform.calls).as("receiving makes no call").isEmpty();
    }

    private static List<ChannelEvent> events(WebhookOutcome<ChannelEvent> outcome) {
        return ((WebhookOutcome.Accepted<ChannelEvent>) outcome).events();
    }

    static Map<String, Content> contents() {
        MediaRef picture = new MediaRef("https://shop.example/COS-101.png", "image/png", null, null, null);
        MediaRef known = MediaRef.of("1003383421387256");
        List<Option> three = List.of(
                new Option("intent:track_order", "Where is it?"),
                new Option("intent:return_item", "Send it back"),
                new Option("intent:human_agent", "A person"));
        Map<String, Content> contents = new LinkedHashMap<>();
        contents.put("text", new Content.Text("Your order 1001 is on its way. https://shop.example/t/1"));
        contents.put("text_scripts", new Content.Text("我的订单 أين طلبي Где मेरा 주문 😀👩‍👩‍👧 \"q\"\\\n*b*"));
        contents.put("buttons", new Content.Choice("What do you need?", three));
        contents.put("list_of_four", new Content.Choice("Which one?", numbered(4)));
        contents.put("list_of_ten", new Content.Choice("Which one?", numbered(10)));
        contents.put(
                "list_for_long_labels",
                new Content.Choice("您需要什么帮助？", List.of(new Option("a", "x".repeat(21)), new Option("b", "短"))));
        contents.put(
                "list_for_equal_labels",
                new Content.Choice("Which?", List.of(new Option("a", "Blue"), new Option("b", "Blue"))));
        contents.put("numbered_for_long_prompt", new Content.Choice("y".repeat(1025), three));
        contents.put("choice_without_options", new Content.Choice("Nothing to choose", List.of()));
        contents.put("location", new Content.Location(37.44, -122.16, "Philz Coffee"));
        contents.put("location_without_label", new Content.Location(-33.5, 151, null));
        contents.put("image_link", new Content.Media(MediaKind.IMAGE, picture, "This one?"));
        contents.put("video_id", new Content.Media(MediaKind.VIDEO, known, null));
        contents.put("voice_id", new Content.Media(MediaKind.VOICE, known, null));
        contents.put("audio_with_caption", new Content.Media(MediaKind.AUDIO, known, "Listen"));
        contents.put(
                "document_id",
                new Content.Media(
                        MediaKind.DOCUMENT,
                        new MediaRef("1003383421387256", "application/pdf", null, "invoice \"1\".pdf", null),
                        "Your invoice"));
        contents.put("card", new Content.Card("Day cream", "€20.00", picture, three));
        contents.put("card_without_options", new Content.Card("Day cream", null, picture, List.of()));
        contents.put("card_without_image", new Content.Card("Day cream", "€20.00", null, three));
        contents.put("card_with_many_options", new Content.Card("Day cream", null, picture, numbered(5)));
        return contents;
    }

    private static List<Option> numbered(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Option("choice:" + i, "Option number " + i))
                .toList();
    }

    static Set<String> outbound() {
        return contents().keySet();
    }

    @ParameterizedTest
    @MethodSource
    void outbound(String name) throws IOException {
        platform.keepAs("1003383421387256");
        adapter.send(new OutboundMessage(
                new ConversationKey(new ConnectionId("wa1"), CloudApi.SHOPPER),
                "key-1",
                contents().get(name)));
        assertThat(platform.calls).as("one message is one call").hasSize(1);
        compare(
                CASES.resolve("outbound").resolve(name).resolve("call.json"),
                JSON.readTree(platform.calls.get(0).body()));
    }

    @Test
    void everyOutboundCaseHasItsContent() throws IOException {
        try (Stream<Path> folders = Files.list(CASES.resolve("outbound"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(outbound());
        }
    }

    private static void compare(Path golden, JsonNode actual) throws IOException {
        if (UPDATE) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(actual) + "\n");
        }
        assertThat(actual).isEqualTo(JSON.readTree(Files.readString(golden)));
    }
}
