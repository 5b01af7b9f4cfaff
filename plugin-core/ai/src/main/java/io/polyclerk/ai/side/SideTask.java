package io.polyclerk.ai.side;

/** What a side process does with one message after the other, always from the same thread. */
@FunctionalInterface
public interface SideTask {
    /** May throw anything: the asker then learns that it failed, and the process goes on. */
    Message answer(Message question) throws Exception;
}
