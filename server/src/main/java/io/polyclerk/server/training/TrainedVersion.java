package io.polyclerk.server.training;

import java.time.Instant;

/**
 * A shop's model with what it reached.
 *
 * @param version 1 and up
 * @param learned lessons that it was trained on @param heldBack lessons that it was not trained on
 * @param rightBefore how many of these the model that was in use understood @param rightAfter how many it understands
 * @param packSize messages of the language pack's own test set, and how many were right before and after
 * @param inUse whether it understands the shop's messages now
 */
public record TrainedVersion(
        String merchant,
        String language,
        int version,
        int learned,
        int heldBack,
        int rightBefore,
        int rightAfter,
        int packSize,
        int packBefore,
        int packAfter,
        Instant at,
        boolean inUse) {}
