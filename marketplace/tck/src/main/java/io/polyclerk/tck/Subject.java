package io.polyclerk.tck;

import io.polyclerk.spi.Connection;
import java.net.URI;

/** What only the author of an adapter can tell the kit. */
public interface Subject {

    /** Equal to the manifest's {@code id} and to what the provider says. */
    String adapterId();

    /** A merchant's settings, all required ones and every secret, with the platform at this address. */
    Connection connection(URI platform);

    /** Lets the stub answer what comes before the work, such as the request for an access token. Nothing by default. */
    default void prepare(StubPlatform platform) {}

    /** What this test works with; opened anew for each test. */
    Bench bench();
}
