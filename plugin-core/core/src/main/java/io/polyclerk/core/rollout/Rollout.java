package io.polyclerk.core.rollout;

import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.List;
import java.util.Map;

/**
 * How far a merchant lets the bot go.
 *
 * @param usual for wishes that are not named, and for messages that were not understood
 * @param modes by kind of wish
 * @param advises whether the bot writes suggestions for agents while they hold a conversation
 */
public record Rollout(Mode usual, Map<Intent, Mode> modes, boolean advises) {

    /** The bot answers everything, and helps agents with suggestions. */
    public static final Rollout AUTOMATIC = new Rollout(Mode.AUTOMATIC, Map.of(), true);

    private static final double CONFIDENT = 0.5;

    public Rollout {
        modes = Map.copyOf(modes);
    }

    public Mode of(Intent intent) {
        return modes.getOrDefault(intent, usual);
    }

    /** For a message with several wishes, the most careful of their modes. */
    public Mode of(Interpretation interpretation) {
        List<Mode> wanted = interpretation.intents().stream()
                .filter(scored -> scored.confidence() >= CONFIDENT)
                .map(ScoredIntent::intent)
                .map(this::of)
                .sorted()
                .toList();
        return wanted.isEmpty() || interpretation.outOfScope() ? usual : wanted.get(0);
    }

    /** Whether no human has to look at anything first. */
    public boolean isAutomatic() {
        return usual == Mode.AUTOMATIC && modes.values().stream().allMatch(mode -> mode == Mode.AUTOMATIC);
    }
}
