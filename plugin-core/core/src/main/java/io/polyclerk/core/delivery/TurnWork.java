package io.polyclerk.core.delivery;

import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;

/** What a turn makes of messages. Stores nothing itself. */
public interface TurnWork {

    /**
     * Answers the messages.
     *
     * @throws ConnectionPaused when nothing can be said there for now; the messages stay unanswered
     */
    Result run(Pending pending);

    /** What is done when {@link #run} fails again and again: simple enough not to fail, and never silent. */
    Result handToHuman(Pending pending);
}
