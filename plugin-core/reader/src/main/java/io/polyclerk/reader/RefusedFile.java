package io.polyclerk.reader;

/** A file that is not taken in. The message is for the seller. */
final class RefusedFile extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedFile(String reason) {
        super(reason);
    }
}
