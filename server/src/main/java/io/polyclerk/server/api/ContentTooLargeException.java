package io.polyclerk.server.api;

import java.io.IOException;

/** A body is larger than allowed; thrown while it is read, so that no more of it is taken. */
public final class ContentTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public ContentTooLargeException(long limit) {
        super("at most " + limit + " bytes are taken");
    }
}
