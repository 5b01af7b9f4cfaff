package io.polyclerk.core.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much a channel's law still allows in a conversation.
 *
 * @param open whether anything may be said without waiting for the shopper
 * @param until when the window closes; null when it never does, or is closed
 * @param left messages that the bot may still send in it; null when there is no such limit
 * @param leftForHuman messages that an agent may still send in it; null when there is no such limit
 * @param reason why nothing may be said; null when something may
 */
public record Standing(
        boolean open,
        @Nullable Instant until,
        @Nullable Integer left,
        @Nullable Integer leftForHuman,
        @Nullable String reason) {}
