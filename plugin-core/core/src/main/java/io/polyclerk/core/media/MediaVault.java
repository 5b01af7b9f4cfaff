package io.polyclerk.core.media;

import io.polyclerk.core.conversation.ConversationId;
import java.io.IOException;
import java.io.InputStream;

/** Keeps files of shoppers where nobody can read them without the conversation's key. Thread-safe. */
public interface MediaVault {

    /**
     * Reads a stream to its end and keeps it; it is on the disk when this returns. What was kept of a stream that fails is removed.
     *
     * @throws TooLarge when the stream has more than {@code largest} bytes
     * @throws IOException when the stream breaks
     */
    KeptFile keep(ConversationId conversation, InputStream content, long largest) throws IOException, TooLarge;

    /** Removes a file; harmless when there is none. */
    void remove(String name);

    /** A file has more bytes than are taken. */
    final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        public TooLarge(long largest) {
            super("larger than " + largest + " bytes");
        }
    }
}
