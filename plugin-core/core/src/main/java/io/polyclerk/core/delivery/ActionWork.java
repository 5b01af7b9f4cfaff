package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Instant;
import java.util.Optional;

/** Carries out what shoppers have confirmed and tells them what became of it. Outside of any turn, because a store may take its time. */
public interface ActionWork {

    /** Whether anything is confirmed and not finished, or finished and not told. */
    boolean isDue(ConversationId conversation);

    /** Takes the steps that are due. @return when to come back, empty when nothing is left to do */
    Optional<Instant> run(ConversationId conversation);
}
