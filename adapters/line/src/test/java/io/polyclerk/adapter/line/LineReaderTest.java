package io.polyclerk.adapter.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a webhook becomes what, event by event, and what becomes nothing. */
class LineReaderTest {

    private final LineReader reader = new LineReader(new ConnectionId("line1"), " channel-secret-1 ");

    private WebhookOutcome<ChannelEvent> read(String body) {
        return reader.read(LineTckTest.request(body.getBytes(StandardCharsets.UTF_8), "channel-secret-1"));
    }

    private List<ChannelEvent> events(String... events) {
        WebhookOutcome<ChannelEvent> outcome = read("{\"events\":[" + String.join(",", events) + "]}");
        return ((WebhookOutcome.Accepted<ChannelEvent>) outcome).events();
    }

    private static String event(String rest) {
        return "{\"source\":{\"type\":\"user\",\"userId\":\"U5\"},\"timestamp\":1000," + rest + "}";
    }

    private Content content(String message) {
        return ((ChannelEvent.MessageReceived)
                        events(event("\"type\":\"message\",\"message\":{\"id\":\"m1\"," + message + "}"))
                                .get(0))
                .message()
                .contents()
                .get(0);
    }

    private int status(WebhookOutcome<ChannelEvent> outcome) {
        return ((WebhookOutcome.Rejected<ChannelEvent>) outcome).status();
    }

    @Test
    void onlyWhatIsPostedAndSignedAndJsonIsRead() {
        WebhookRequest posted = LineTckTest.request("{}".getBytes(StandardCharsets.UTF_8), "channel-secret-1");
        WebhookRequest got =
                new WebhookRequest("GET", posted.headers(), posted.query(), posted.body(), posted.receivedAt());
        assertThat(status(reader.read(got))).isEqualTo(405);
        assertThat(status(reader.read(new WebhookRequest(
                        "POST", java.util.Map.of(), posted.query(), posted.body(), posted.receivedAt()))))
                .isEqualTo(401);
        assertThat(status(read("[1]"))).isEqualTo(400);
        assertThat(status(read("no JSON"))).isEqualTo(400);
        assertThat(events()).isEmpty();
        assertThat(((WebhookOutcome.Accepted<ChannelEvent>) read("{\"events\":7}")).events())
                .isEmpty();
    }

    @Test
    void whatConcernsNoTalkOfOursBecomesNothing() {
        assertThat(events(
                        "7",
                        "{\"type\":\"follow\",\"source\":{\"type\":\"group\",\"userId\":\"U5\",\"groupId\":\"G\"}}",
                        "{\"type\":\"follow\",\"source\":{\"type\":\"user\"}}",
                        event("\"type\":\"follow\",\"mode\":\"standby\""),
                        event("\"type\":\"weather\""),
                        event("\"type\":\"message\",\"message\":{\"type\":\"text\",\"text\":\"no id\"}"),
                        event("\"type\":\"unsend\",\"unsend\":{}"),
                        event("\"type\":\"postback\",\"postback\":{\"data\":\"x\"}"),
                        event("\"type\":\"postback\",\"webhookEventId\":\"e1\",\"postback\":{}")))
                .isEmpty();
    }

    @Test
    void aTimeThatIsMissingOrBentIsThatOfTheDelivery() {
        assertThat(events(event("\"type\":\"follow\"")))
                .singleElement()
                .satisfies(joined ->
                        assertThat(((ChannelEvent.ContactJoined) joined).at()).isEqualTo(Instant.ofEpochMilli(1000)));
        for (String time : List.of("\"soon\"", "1.5", "99999999999999999999999")) {
            assertThat(events("{\"type\":\"unfollow\",\"source\":{\"type\":\"user\",\"userId\":\"U5\"},\"timestamp\":"
                            + time + "}"))
                    .singleElement()
                    .satisfies(left -> assertThat(((ChannelEvent.ContactLeft) left).at())
                            .as(time)
                            .isEqualTo(Instant.EPOCH));
        }
    }

    @Test
    void whatWasTakenBackIsTakenBack() {
        assertThat(events(event("\"type\":\"unsend\",\"unsend\":{\"messageId\":\"m9\"}")))
                .singleElement()
                .isInstanceOfSatisfying(
                        ChannelEvent.MessageDeleted.class,
                        deleted -> assertThat(deleted.messageId()).isEqualTo("m9"));
    }

    @Test
    void whatHasNoEquivalentIsNamed() {
        assertThat(content("\"type\":\"text\"")).isEqualTo(new Content.Unsupported("text"));
        assertThat(content("\"type\":\"sticker\"")).isEqualTo(new Content.Unsupported("sticker"));
        assertThat(content("\"text\":\"x\"")).isEqualTo(new Content.Unsupported("message"));
        assertThat(content("\"type\":\"location\",\"latitude\":1")).isEqualTo(new Content.Unsupported("location"));
        assertThat(content("\"type\":\"location\",\"longitude\":1")).isEqualTo(new Content.Unsupported("location"));
        assertThat(content("\"type\":\"video\",\"contentProvider\":{\"type\":\"external\"}"))
                .isEqualTo(new Content.Unsupported("external video"));
    }

    @Test
    void aPlaceHasItsNameElseItsAddress() {
        assertThat(content(
                        "\"type\":\"location\",\"latitude\":1.5,\"longitude\":2.5,\"title\":\"T\",\"address\":\"A\""))
                .isEqualTo(new Content.Location(1.5, 2.5, "T"));
        assertThat(content("\"type\":\"location\",\"latitude\":1.5,\"longitude\":2.5,\"address\":\"A\""))
                .isEqualTo(new Content.Location(1.5, 2.5, "A"));
    }

    @Test
    void aFileHasItsKindNameAndSize() {
        for (String type : List.of("image", "video", "audio", "file")) {
            Content.Media media =
                    (Content.Media) content("\"type\":\"" + type + "\",\"fileSize\":12,\"fileName\":\"a.pdf\"");
            assertThat(media.kind().name())
                    .isEqualTo(
                            java.util.Map.of("image", "IMAGE", "video", "VIDEO", "audio", "VOICE", "file", "DOCUMENT")
                                    .get(type));
            assertThat(media.media().id()).isEqualTo("m1");
            assertThat(media.media().bytes()).isEqualTo(12);
            assertThat(media.media().fileName()).isEqualTo("a.pdf");
        }
    }

    @Test
    void aButtonComesBackAsItWasMade() {
        assertThat(picked("value\\nlabel")).isEqualTo(new Content.Selection("value", "label"));
        assertThat(picked("two\\nlines\\nlabel")).isEqualTo(new Content.Selection("two\nlines", "label"));
        assertThat(picked("\\nlabel")).isEqualTo(new Content.Selection("", "label"));
        assertThat(picked("of another")).isEqualTo(new Content.Selection("of another", "of another"));
    }

    private Content picked(String data) {
        return ((ChannelEvent.MessageReceived)
                        events(event("\"type\":\"postback\",\"webhookEventId\":\"e1\",\"postback\":{\"data\":\"" + data
                                        + "\"}"))
                                .get(0))
                .message()
                .contents()
                .get(0);
    }
}
