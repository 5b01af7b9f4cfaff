package io.polyclerk.server.install;

/** An installation cannot go on; the message is for the merchant and holds no secrets. */
public final class InstallationRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public InstallationRefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status that says it best. */
    public int status() {
        return status;
    }

    /** Stable name for programs. */
    public String code() {
        return code;
    }
}
