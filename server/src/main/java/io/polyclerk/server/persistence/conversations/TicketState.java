package io.polyclerk.server.persistence.conversations;

/** Where the work on a ticket stands, as it is stored and shown. A ticket that is closed may be opened again. */
public enum TicketState {
    /** Nobody works on it yet. */
    OPEN,
    /** Somebody works on it. */
    IN_PROGRESS,
    /** Somebody outside has to do something first. */
    WAITING,
    /** Nothing is left to be done. */
    CLOSED
}
