package io.polyclerk.spi;

import io.polyclerk.spi.message.MediaKind;
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
}
