package io.polyclerk.core.proactive;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the shopper of a conversation has said to being written to.
 *
 * @param given what they allow now
 * @param decidedIn sequence of the message in which they last said yes, no or stop; null when never
 * @param askedIn sequence of the message whose answer asked them; null when never
 */
public record Consents(
        Set<Purpose> given,
        @Nullable Long decidedIn,
        @Nullable Long askedIn) {

    /** Never asked. */
    public static final Consents NONE = new Consents(Set.of(), null, null);

    public Consents {
        given = Set.copyOf(given);
    }

    /** People are asked once. A turn that is run again asks again, as nothing of its first run was said. */
    boolean mayBeAsked(long sequence) {
        return decidedIn == null && (askedIn == null || askedIn == sequence);
    }

    /** Whether "stop" means this. A turn that is run again finds that it has already stopped. */
    boolean canStop(long sequence) {
        return !given.isEmpty() || decidedIn != null && decidedIn == sequence;
    }
}
