package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.Holder;
import org.jspecify.annotations.Nullable;

/** What became of something that an agent wanted to do. */
public sealed interface DeskOutcome {

    /** It is done and durable. */
    record Done(Held held) implements DeskOutcome {}

    /** There is no such conversation, message or ticket. */
    record Missing() implements DeskOutcome {}

    /** Somebody changed it after the caller had read it; nothing was done. */
    record Changed(long version) implements DeskOutcome {}

    /** Another agent holds the conversation; nothing was done. @param agent that agent's token */
    record HeldByOther(String agent) implements DeskOutcome {}

    /** It is in no state in which that makes sense; nothing was done. @param why for people */
    record OutOfPlace(String why) implements DeskOutcome {}

    /** Who holds a conversation now. @param agent null when no agent of the desk does */
    record Held(Holder holder, @Nullable String agent, long version) {}
}
