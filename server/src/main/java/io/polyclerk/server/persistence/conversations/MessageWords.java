package io.polyclerk.server.persistence.conversations;

import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that can be read in a message, as one text. Stateless. */
public final class MessageWords {

    private MessageWords() {}

    /** One line for each thing that is said or offered; empty for a message without words. */
    public static String of(List<Content> contents) {
        return contents.stream()
                .flatMap(MessageWords::words)
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> words(Content content) {
        return switch (content) {
            case Content.Text text -> Stream.of(text.text());
            case Content.Choice choice -> Stream.concat(Stream.of(choice.prompt()), labels(choice.options()));
            case Content.Selection selection -> Stream.of(selection.label());
            case Content.Card card ->
                Stream.concat(Stream.of(card.title(), given(card.subtitle())), labels(card.options()));
            case Content.Media media -> Stream.of(given(media.transcript()), given(media.caption()));
            case Content.Location location -> Stream.of(given(location.label()));
            case Content.PhoneNumber phone -> Stream.empty();
            case Content.Unsupported unsupported -> Stream.empty();
        };
    }

    private static Stream<String> labels(List<Option> options) {
        return options.stream().map(option -> "• " + option.label());
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
