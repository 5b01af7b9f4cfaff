package io.polyclerk.adapter.wechat;

/** What the platform says no with. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    final int code;

    Refusal(int code, String message) {
        super(message);
        this.code = code;
    }
}
