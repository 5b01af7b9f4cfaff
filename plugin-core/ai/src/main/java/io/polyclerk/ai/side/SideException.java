package io.polyclerk.ai.side;

/** A side process gave no answer. */
public final class SideException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why there is no answer. */
    public enum Kind {
        /** It was still working when its time was over, and was ended. */
        TOO_SLOW,
        /** It died, most often of too little memory. */
        DIED,
        /** It could not be started. */
        NOT_STARTED,
        /** The work failed; the process lives. */
        FAILED
    }

    SideException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
