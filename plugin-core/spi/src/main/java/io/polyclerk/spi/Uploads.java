package io.polyclerk.spi;

import java.io.InputStream;

/** Files that the server took in for one connection, as the web chat does. Thread-safe. */
@Incubating
public interface Uploads {

    /**
     * Opens an uploaded file; the caller closes it.
     *
     * @throws AdapterException.Refused when there is no such file
     */
    InputStream open(String id);
}
