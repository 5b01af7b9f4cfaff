package io.polyclerk.server.replay;

import java.util.List;

/**
 * What would have been.
 *
 * @param chats by the worst that happened in each
 * @param languages messages by language
 * @param intents messages by what was wanted; {@code unclear} for what was not understood
 * @param samples some messages with what the bot would have said, personal data masked
 */
public record ReplayResult(
        Count chats, Count messages, List<Part> languages, List<Part> intents, List<Sample> samples) {

    public ReplayResult {
        languages = List.copyOf(languages);
        intents = List.copyOf(intents);
        samples = List.copyOf(samples);
    }

    /** How many of which outcome. */
    public record Count(long closed, long asked, long unclear, long handedOver) {
        static final Count NONE = new Count(0, 0, 0, 0);

        Count plus(Outcome outcome) {
            return switch (outcome) {
                case CLOSED -> new Count(closed + 1, asked, unclear, handedOver);
                case ASKED -> new Count(closed, asked + 1, unclear, handedOver);
                case UNCLEAR -> new Count(closed, asked, unclear + 1, handedOver);
                case HANDED_OVER -> new Count(closed, asked, unclear, handedOver + 1);
            };
        }

        long all() {
            return closed + asked + unclear + handedOver;
        }
    }

    /** @param name of a language or of a kind of wish */
    public record Part(String name, Count count) {}

    /** @param said by the shopper @param answer what the bot would have said */
    public record Sample(String chat, String language, String intent, Outcome outcome, String said, String answer) {}
}
