package io.polyclerk.server.exchange;

/** A file cannot be taken in; nothing of it was. The message names the line and what is wrong with it, not what it says. */
public final class RefusedImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean conflict;

    RefusedImportException(long line, String what, boolean conflict) {
        super("line " + line + ": " + what);
        this.conflict = conflict;
    }

    /** Whether the file is good and only does not fit to what is here. */
    public boolean isConflict() {
        return conflict;
    }
}
