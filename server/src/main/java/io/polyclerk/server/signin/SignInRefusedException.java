package io.polyclerk.server.signin;

import java.util.Locale;

/** Somebody is not let in. The message is for whoever looks after the server and holds nothing of the person. */
public final class SignInRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What the person is told. */
    public enum Reason {
        /** Begun in another browser, too long ago, or finished before. */
        STATE,
        /** The person, or the provider for them, said no. */
        CANCELLED,
        /** The provider cannot be reached or does not answer as it should. */
        PROVIDER,
        /** What came is not the provider's, or not for us and now. */
        NOT_GENUINE,
        /** The provider does not say that the address is theirs. */
        UNVERIFIED,
        /** Nobody has invited them, and no rule lets them in. */
        UNKNOWN,
        /** The account is locked. */
        LOCKED,
        /** Tried too often. */
        TOO_OFTEN;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SignInRefusedException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
