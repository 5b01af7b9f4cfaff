package io.polyclerk.server.replay;

/** A file holds no past chats that can be read. The message says why, for people, and quotes nothing of it. */
public final class UnreadableChatsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** What is missing. */
    public enum Why {
        /** It is neither a table nor JSON. */
        FORMAT,
        /** No column says which chat it is, or what is said. */
        COLUMNS,
        /** Nobody is known to be a shopper. */
        NO_SHOPPER
    }

    UnreadableChatsException(Why why, String words) {
        super(words);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
