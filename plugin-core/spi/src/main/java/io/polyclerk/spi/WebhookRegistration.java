package io.polyclerk.spi;

import java.net.URI;

/** Optional extra of an {@link Adapter}: it can tell the platform where webhooks go. */
public interface WebhookRegistration {

    /** Points the platform's webhooks at this address; harmless when repeated. */
    void register(URI address);

    /** Takes the registration back; harmless when there is none. */
    void unregister();
}
