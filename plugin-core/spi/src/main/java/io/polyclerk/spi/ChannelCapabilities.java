package io.polyclerk.spi;

import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.Option;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a channel can show, as data. Core fits every message to it and never sends what is not declared.
 *
 * @param maxTextLength of one text message, in UTF-16 units
 * @param maxOptions of one choice; 0 when the channel has no buttons
 * @param maxOptionLength of one option's label, in UTF-16 units
 * @param maxOptionValueBytes of one option's value in UTF-8
 * @param cards whether a card with picture and buttons can be sent
 * @param location whether a place can be sent
 * @param maxMediaBytes kinds of media that can be sent, with the largest size of each
 * @param law what the platform allows
 */
public record ChannelCapabilities(
        int maxTextLength,
        int maxOptions,
        int maxOptionLength,
        int maxOptionValueBytes,
        boolean cards,
        boolean location,
        Map<MediaKind, Long> maxMediaBytes,
        ReplyLaw law) {

    public ChannelCapabilities {
        maxMediaBytes = Map.copyOf(maxMediaBytes);
    }

    /**
     * Refuses what this channel never declared; an adapter asks before it calls its platform.
     *
     * @throws AdapterException.Unsupported when the content is of a kind that is not declared, or larger than declared
     */
    public void requireDeclared(Content content) {
        if (!declares(content)) {
            throw new AdapterException.Unsupported(
                    "this channel never declared such a " + content.getClass().getSimpleName());
        }
    }

    private boolean declares(Content content) {
        return switch (content) {
            case Content.Text text -> text.text().length() <= maxTextLength;
            case Content.Choice choice -> choice.prompt().length() <= maxTextLength && declares(choice.options());
            case Content.Card card -> cards && declares(card.options());
            case Content.Location place -> location;
            case Content.Media media -> declares(media);
            case Content.Selection inboundOnly -> false;
            case Content.PhoneNumber inboundOnly -> false;
            case Content.Unsupported inboundOnly -> false;
        };
    }

    private boolean declares(Content.Media media) {
        Long most = maxMediaBytes.get(media.kind());
        Long bytes = media.media().bytes();
        return most != null && (bytes == null || bytes <= most);
    }

    private boolean declares(List<Option> options) {
        return options.size() <= maxOptions
                && options.stream()
                        .allMatch(option -> option.label().length() <= maxOptionLength
                                && option.value().getBytes(StandardCharsets.UTF_8).length <= maxOptionValueBytes);
    }
}
