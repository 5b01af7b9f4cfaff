package io.polyclerk.server.adapters;

/** A package of a partner is not taken; the message says why, for administrators. */
public final class PackageRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    PackageRefusedException(String message) {
        super(message);
    }
}
