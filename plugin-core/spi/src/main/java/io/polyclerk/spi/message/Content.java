package io.polyclerk.spi.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a message. What people write is kept as it came; it is data, never instruction. */
public sealed interface Content {

    record Text(String text) implements Content {}

    /**
     * @param caption what was written beside it
     * @param transcript what the channel itself heard, for voice
     */
    record Media(
            MediaKind kind,
            MediaRef media,
            @Nullable String caption,
            @Nullable String transcript) implements Content {
        public Media(MediaKind kind, MediaRef media, @Nullable String caption) {
            this(kind, media, caption, null);
        }
    }

    record Location(
            double latitude, double longitude, @Nullable String label) implements Content {}

    /** Answers that are offered. */
    record Choice(String prompt, List<Option> options) implements Content {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /** Inbound: one of the offered answers was picked. */
    record Selection(String value, String label) implements Content {}

    /** A picture, a title and answers. */
    record Card(
            String title,
            @Nullable String subtitle,
            @Nullable MediaRef image,
            List<Option> options) implements Content {
        public Card {
            options = List.copyOf(options);
        }
    }

    /** Inbound: a phone number from an address book. @param own the platform vouches that it is the sender's */
    record PhoneNumber(String number, boolean own) implements Content {}

    /** Arrived and has no equivalent here; never dropped silently. */
    record Unsupported(String platformType) implements Content {}
}
