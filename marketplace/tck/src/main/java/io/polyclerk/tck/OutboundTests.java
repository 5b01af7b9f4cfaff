package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is declared reaches the platform with one call, and what is not is refused before any. */
@Group("O")
interface OutboundTests extends ChannelSubject {

    @Test
    default void textReachesThePlatformWithOneCallAndAReceipt() {
        Receipt receipt = send(new Content.Text("Your order 1001 is on its way."));
        assertThat(receipt.messageId()).isNotBlank();
        assertOneCall();
    }

    @TestFactory
    default Stream<DynamicTest> hardTextReachesThePlatform() {
        return Words.HARD.stream()
                .map(text -> DynamicTest.dynamicTest(text.lines().findFirst().orElse(""), () -> {
                    bench().platform().forgetCalls();
                    send(new Content.Text(text));
                    assertOneCall();
                }));
    }

    @Test
    default void textOfTheLargestLengthIsSentAndOneMoreIsRefused() {
        int longest = channel().capabilities().maxTextLength();
        send(new Content.Text("x".repeat(longest - 1)));
        send(new Content.Text("x".repeat(longest)));
        bench().platform().forgetCalls();
        assertUndeclared(new Content.Text("x".repeat(longest + 1)));
    }

    @Test
    default void textOfTheLargestSizeIsSentAndOneMoreIsRefused() {
        int longest = Math.min(
                channel().capabilities().maxTextLength(),
                channel().capabilities().maxTextBytes() / 3);
        send(new Content.Text("字".repeat(longest)));
        bench().platform().forgetCalls();
        assertUndeclared(new Content.Text("字".repeat(longest + 1)));
    }

    @Test
    default void asManyOptionsAsDeclaredAreSentAndOneMoreIsRefused() {
        int most = channel().capabilities().maxOptions();
        if (most > 0) {
            send(choice(most));
            assertOneCall();
            bench().platform().forgetCalls();
        }
        assertUndeclared(choice(most + 1));
    }

    private Content choice(int options) {
        ChannelCapabilities can = channel().capabilities();
        return new Content.Choice(
                "Which one?",
                IntStream.rangeClosed(1, options)
                        .mapToObj(i -> new Option(
                                cut("choice:" + i, can.maxOptionValueBytes()), cut("No. " + i, can.maxOptionLength())))
                        .toList());
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest || longest <= 0 ? text : text.substring(0, longest);
    }

    @Test
    default void anOptionThatIsTooLongIsRefused() {
        ChannelCapabilities can = channel().capabilities();
        if (can.maxOptions() > 0) {
            assertUndeclared(new Content.Choice(
                    "Which one?", List.of(new Option("a", "x".repeat(can.maxOptionLength() + 1)))));
            assertUndeclared(new Content.Choice(
                    "Which one?", List.of(new Option("a".repeat(can.maxOptionValueBytes() + 1), "A"))));
        }
    }

    @Test
    default void aPlaceAndACardAreSentWhereDeclaredAndRefusedElsewhere() {
        ChannelCapabilities can = channel().capabilities();
        declared(can.location(), new Content.Location(52.5, 13.4, "Shop"));
        declared(can.cards(), new Content.Card("Day cream", "20 EUR", null, List.of(new Option("a", "Buy"))));
    }

    @Test
    default void mediaThatAreNotDeclaredAreRefused() {
        Map<MediaKind, Long> declared = channel().capabilities().maxMediaBytes();
        for (MediaKind kind : MediaKind.values()) {
            if (!declared.containsKey(kind)) {
                assertUndeclared(new Content.Media(kind, MediaRef.of("file-1"), null));
            }
        }
    }

    @Test
    default void whatOnlyArrivesIsNeverSent() {
        assertUndeclared(new Content.Selection("a", "A"));
        assertUndeclared(new Content.PhoneNumber("+4930123456", true));
        assertUndeclared(new Content.Unsupported("sticker"));
    }

    private void declared(boolean isDeclared, Content content) {
        bench().platform().forgetCalls();
        if (isDeclared) {
            send(content);
            assertOneCall();
        } else {
            assertUndeclared(content);
        }
    }

    private Receipt send(Content content) {
        bench().platform().answers(sent());
        return channel().send(message("key-1", content));
    }

    private OutboundMessage message(String key, Content content) {
        return new OutboundMessage(new ConversationKey(bench().connection().id(), chatId()), key, content);
    }

    private void assertOneCall() {
        if (!bench().manifest().isHosted()) {
            assertThat(bench().platform().calls()).as("one message is one call").hasSize(1);
        }
    }

    private void assertUndeclared(Content content) {
        assertThatThrownBy(() -> channel().send(message("key-2", content)))
                .isInstanceOf(AdapterException.Unsupported.class);
        assertThat(bench().platform().calls()).as("refused before any call").isEmpty();
    }
}
