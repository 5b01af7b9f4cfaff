package io.polyclerk.core.media;

import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.MediaRef;
import java.io.InputStream;

/** Where turns read the files that shoppers sent. Thread-safe; may block. */
@FunctionalInterface
public interface MediaSource {

    /**
     * Opens a file. The caller closes the stream and limits what it reads: content and type are the sender's and believed by nobody.
     *
     * @throws io.polyclerk.spi.AdapterException when it cannot be had, sorted by what has to happen next
     */
    InputStream open(ConnectionId connection, MediaRef media);
}
