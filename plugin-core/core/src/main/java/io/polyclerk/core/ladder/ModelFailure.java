package io.polyclerk.core.ladder;

/** A model gave no answer that can be used. Messages hold neither keys nor what was said. */
public final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What kept the answer back. */
    public enum Kind {
        /** Down, cut off, or resting after too many failures. */
        UNAVAILABLE,
        SLOW,
        /** Rate-limited, or out of money at its provider. */
        LIMITED,
        /** The key is not accepted, or the request is. */
        REFUSED,
        /** The answer cannot be read. */
        NONSENSE
    }

    public ModelFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
