package io.polyclerk.spi;

import java.time.Instant;

/** Something that a platform tells about an app as a whole. */
@Incubating
public sealed interface Notice {

    /** The merchant removed the app: its credentials are dead. @param at when, so that a late delivery harms no later installation */
    record Uninstalled(String shop, Instant at) implements Notice {}

    /** The merchant gave or took permissions. @param scopes all that there are now, in the platform's own words */
    record ScopesChanged(String shop, String scopes) implements Notice {}

    /** A person or a merchant asks for their data, or for its end. */
    record PrivacyAsked(PrivacyRequest request) implements Notice {}

    /** Genuine and of no concern. */
    record Ignored() implements Notice {}

    /**
     * Not genuine, or not readable.
     *
     * @param status the HTTP status that is answered, 4xx
     * @param reason for the log and a counter; never sent to the caller
     */
    record Rejected(int status, String reason) implements Notice {}
}
