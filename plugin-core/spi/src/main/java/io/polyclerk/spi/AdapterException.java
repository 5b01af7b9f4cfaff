package io.polyclerk.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A platform did not do what was asked, sorted by what has to happen next. Messages hold no secrets and no personal data: they are
 * logged and shown to the merchant.
 */
public abstract sealed class AdapterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private AdapterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The platform is down, slow or talks nonsense: try again with growing pauses. */
    public static final class Unavailable extends AdapterException {
        private static final long serialVersionUID = 1L;
        private final boolean mayHaveHappened;

        /**
         * @param mayHaveHappened true when the request may have reached the platform, as after a timeout, a reset connection or a
         *     5xx: repeating it may double it
         */
        public Unavailable(String message, boolean mayHaveHappened, @Nullable Throwable cause) {
            super(message, cause);
            this.mayHaveHappened = mayHaveHappened;
        }

        public boolean mayHaveHappened() {
            return mayHaveHappened;
        }
    }

    /** The platform asks to slow down; nothing was done. */
    public static final class RateLimited extends AdapterException {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public RateLimited(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The credentials or the settings are not accepted: stop and tell the merchant. */
    public static final class CredentialsRejected extends AdapterException {
        private static final long serialVersionUID = 1L;

        public CredentialsRejected(String message) {
            super(message, null);
        }
    }

    /** The platform understood and said no, for good: do not repeat. */
    public static final class Refused extends AdapterException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null);
        }
    }

    /** Core asked for something that the adapter never declared: a bug of core, found before any call. */
    public static final class Unsupported extends AdapterException {
        private static final long serialVersionUID = 1L;

        public Unsupported(String message) {
            super(message, null);
        }
    }
}
