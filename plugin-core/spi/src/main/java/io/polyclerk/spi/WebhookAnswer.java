package io.polyclerk.spi;

/** What the platform is told once its events are stored. */
public record WebhookAnswer(int status, String contentType, String body) {

    /** 200 without a body. */
    public static final WebhookAnswer OK = new WebhookAnswer(200, "text/plain", "");

    /** 200 with a plain text body, as handshakes want it. */
    public static WebhookAnswer text(String body) {
        return new WebhookAnswer(200, "text/plain", body);
    }
}
