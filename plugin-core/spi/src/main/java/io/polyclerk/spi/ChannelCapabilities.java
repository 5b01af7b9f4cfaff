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
 * @param maxTextBytes of one text message in UTF-8, where the platform counts bytes; else as many as {@code maxTextLength} can take
 */
public record ChannelCapabilities(
        int maxTextLength,
        int maxOptions,
        int maxOptionLength,
        int maxOptionValueBytes,
        boolean cards,
        boolean location,
        Map<MediaKind, Long> maxMediaBytes,
        ReplyLaw law,
        int maxTextBytes) {

    /** No UTF-16 unit needs more in UTF-8. */
    private static final int MOST_BYTES_OF_A_UNIT = 3;

    public ChannelCapabilities {
        maxMediaBytes = Map.copyOf(maxMediaBytes);
    }

    /** A channel that counts no bytes. */
    public ChannelCapabilities(
            int maxTextLength,
            int maxOptions,
            int maxOptionLength,
            int maxOptionValueBytes,
            boolean cards,
            boolean location,
            Map<MediaKind, Long> maxMediaBytes,
            ReplyLaw law) {
        this(
                maxTextLength,
                maxOptions,
                maxOptionLength,
                maxOptionValueBytes,
                cards,
                location,
                maxMediaBytes,
                law,
                maxTextLength * MOST_BYTES_OF_A_UNIT);
    }

    /** Whether a text is short enough for one message. */
    public boolean fits(String text) {
        return text.length() <= maxTextLength && text.getBytes(StandardCharsets.UTF_8).length <= maxTextBytes;
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
            case Content.Text text -> fits(text.text());
            case Content.Choice choice -> fits(choice.prompt()) && declares(choice.options());
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
