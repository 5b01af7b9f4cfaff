package io.polyclerk.spi;

import java.time.Duration;
import java.time.Instant;

/** Something that a platform tells about an app as a whole. */
@Incubating
public sealed interface Notice {

    /** The merchant removed the app: its credentials are dead. @param at when, so that a late delivery harms no later installation */
    record Uninstalled(String shop, Instant at) implements Notice {}

    /** The merchant gave or took permissions. @param scopes all that there are now, in the platform's own words */
    record ScopesChanged(String shop, String scopes) implements Notice {}

    /** The merchant agreed anew, perhaps to something else: what was granted before may be worthless. @param code for {@link Installation#exchange} */
    record AgreedAnew(String shop, String code) implements Notice {
        /** The code is a secret for some minutes, so it is never printed. */
        @Override
        public String toString() {
            return "AgreedAnew[" + shop + "]";
        }
    }

    /** Something that the app needs later, such as a ticket. The server keeps it in {@link App#memory()}. */
    record Remembered(String name, String value, Duration life) implements Notice {
        /** It may be a secret, so it is never printed. */
        @Override
        public String toString() {
            return "Remembered[" + name + "]";
        }
    }

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
