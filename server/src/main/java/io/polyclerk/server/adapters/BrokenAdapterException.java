package io.polyclerk.server.adapters;

/** An adapter folder cannot be used; the message tells its author why. */
public final class BrokenAdapterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenAdapterException(String reason) {
        super(reason);
    }
}
