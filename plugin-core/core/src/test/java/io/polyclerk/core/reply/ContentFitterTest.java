package io.polyclerk.core.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentFitterTest {

    private static final ChannelCapabilities SMALL =
            new ChannelCapabilities(40, 3, 10, 16, false, false, Map.of(), ReplyLaw.UNLIMITED);

    private final ContentFitter fitter = new ContentFitter();

    @Test
    void longTextIsSplitAtSentenceEnds() {
        assertThat(fitter.fit(new Content.Text("The first sentence is here. The second one follows."), SMALL, "en"))
                .containsExactly(
                        new Content.Text("The first sentence is here."), new Content.Text("The second one follows."));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 39, 40, 41, 80, 81, 500})
    void noPartIsLongerThanTheChannelAllowsAndNoLetterIsLost(int length) {
        String text = "字😀a"
                .repeat(length)
                .substring(
                        0,
                        length
                                - (length > 1
                                                && Character.isHighSurrogate(
                                                        "字😀a".repeat(length).charAt(length - 1))
                                        ? 1
                                        : 0));
        List<Content> parts = fitter.fit(new Content.Text(text), SMALL, "zh");
        assertThat(parts)
                .allSatisfy(part ->
                        assertThat(((Content.Text) part).text().length()).isBetween(1, 40));
        assertThat(parts.stream().map(part -> ((Content.Text) part).text()).collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @Test
    void whereBytesCountLatinLettersUseThemAll() {
        ChannelCapabilities bytes =
                new ChannelCapabilities(60, 0, 0, 0, false, false, Map.of(), ReplyLaw.UNLIMITED, 60);
        assertThat(fitter.fit(new Content.Text("a".repeat(60)), bytes, "en")).hasSize(1);
        assertThat(fitter.fit(new Content.Text("a".repeat(61)), bytes, "en")).hasSize(2);
        assertThat(fitter.fit(new Content.Text("字".repeat(20)), bytes, "zh")).hasSize(1);
        assertThat(fitter.fit(new Content.Text("字".repeat(21)), bytes, "zh")).hasSize(2);
        assertThat(fitter.fit(new Content.Text("字a😀é".repeat(40)), bytes, "zh"))
                .hasSizeBetween(7, 10)
                .allMatch(part -> bytes.fits(((Content.Text) part).text()));
    }

    @Test
    void buttonsThatFitStayButtons() {
        Content.Choice choice = new Content.Choice("Which?", List.of(new Option("a", "One"), new Option("b", "Two")));
        assertThat(fitter.fit(choice, SMALL, "en")).containsExactly(choice);
    }

    @Test
    void tooManyTooLongOrTooHeavyOptionsBecomeANumberedList() {
        Option one = new Option("a", "One");
        assertThat(fitter.fit(new Content.Choice("?", List.of(one, one, one, one)), SMALL, "en"))
                .containsExactly(new Content.Text("?\n1. One\n2. One\n3. One\n4. One"));
        assertThat(fitter.fit(new Content.Choice("?", List.of(new Option("a", "longer than ten"))), SMALL, "en"))
                .containsExactly(new Content.Text("?\n1. longer than ten"));
        assertThat(fitter.fit(new Content.Choice("?", List.of(new Option("字".repeat(6), "x"))), SMALL, "en"))
                .containsExactly(new Content.Text("?\n1. x"));
    }

    @Test
    void whatAChannelDoesNotKnowBecomesText() {
        assertThat(fitter.fit(new Content.Location(1.5, 2.5, null), SMALL, "en"))
                .containsExactly(new Content.Text("1.5, 2.5"));
        assertThat(fitter.fit(new Content.Card("Title", "Sub", null, List.of()), SMALL, "en"))
                .containsExactly(new Content.Text("Title\nSub"));
    }
}
