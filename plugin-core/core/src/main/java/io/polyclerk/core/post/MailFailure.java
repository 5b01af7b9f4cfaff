package io.polyclerk.core.post;

/** An e-mail was not handed over. The message says why and holds neither addresses nor words. */
public final class MailFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is known. */
    public enum Kind {
        /** The server will never take this one. */
        REFUSED,
        /** The server was not reached, does not let us in or has no time: it is tried again, and so is any other. */
        AWAY,
        /** Not taken now; another one may be. */
        NOT_NOW,
        /** The connection broke after the words were sent: the server may have taken it. */
        UNCERTAIN
    }

    public MailFailure(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
