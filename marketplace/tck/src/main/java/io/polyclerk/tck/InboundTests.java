package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.InboundMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a shopper said arrives as it was said. */
@Group("I")
interface InboundTests extends ChannelSubject {

    @TestFactory
    default Stream<DynamicTest> textArrivesUnchanged() {
        return Words.HARD.stream()
                .map(text -> DynamicTest.dynamicTest(
                        text.lines().findFirst().orElse(""),
                        () -> assertThat(read(text).contents()).containsExactly(new Content.Text(text))));
    }

    @Test
    default void aMessageKnowsItsConnectionItsChatItsSenderAndItsTime() {
        InboundMessage message = read("hello");
        assertThat(message.conversation().connection())
                .isEqualTo(bench().connection().id());
        assertThat(message.conversation().chatId()).isNotBlank();
        assertThat(message.sender().id()).isNotBlank();
        assertThat(message.messageId()).isNotBlank();
        assertThat(message.sentAt())
                .isBefore(genuine(textUpdate("hello")).receivedAt().plusSeconds(3600));
    }

    @Test
    default void theSameDeliveryGivesTheSameMessage() {
        assertThat(read("hello")).isEqualTo(read("hello"));
    }

    @Test
    default void twoAdaptersOnOneConnectionReadTheSame() {
        byte[] body = textUpdate("hello");
        io.polyclerk.spi.ChannelAdapter other = (io.polyclerk.spi.ChannelAdapter) bench().another();
        assertThat(events(other.receive(genuine(body))))
                .isEqualTo(events(channel().receive(genuine(body))));
        other.close();
    }

    @Test
    default void aKindThatIsNotKnownIsAcceptedAndNeverBlocksTheChat() {
        unknownUpdate()
                .ifPresent(body ->
                        assertThat(channel().receive(genuine(body))).isInstanceOf(WebhookOutcome.Accepted.class));
    }

    private InboundMessage read(String text) {
        List<ChannelEvent> events = events(channel().receive(genuine(textUpdate(text))));
        assertThat(events).hasSize(1);
        return ((ChannelEvent.MessageReceived) events.get(0)).message();
    }

    private static List<ChannelEvent> events(WebhookOutcome<ChannelEvent> outcome) {
        assertThat(outcome).isInstanceOf(WebhookOutcome.Accepted.class);
        return ((WebhookOutcome.Accepted<ChannelEvent>) outcome).events();
    }
}
