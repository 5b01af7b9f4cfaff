package io.polyclerk.server.push;

import com.interaso.webpush.WebPush;
import io.polyclerk.server.persistence.notices.PushOutlet.Browser;
import io.polyclerk.server.persistence.notices.PushOutlet.Words;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Hands words over to a browser's push service, encrypted for that browser alone (RFC 8030, 8188, 8291, 8292). Thread-safe. */
final class PushSender implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** An uncompressed point of P-256. */
    private static final int KEY_BYTES = 65;

    private static final int AUTH_BYTES = 16;

    private final WebPush push;
    private final PushServices services;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What became of a try. */
    enum Outcome {
        TAKEN,
        /** The browser is there no more, or wants no more. */
        GONE,
        /** The service takes it never, whoever tries. */
        REFUSED,
        /** The service is away or busy. */
        LATER
    }

    /** @param contact address that a push service can complain to */
    PushSender(PushKeys keys, URI contact, PushServices services) {
        this.push = new WebPush(contact.toString(), keys.pair());
        this.services = services;
    }

    /** Whether something can be encrypted for it. */
    boolean isUsable(Browser browser) {
        try {
            return encrypted(browser, "").length > 0;
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }

    Outcome send(Browser browser, Words words, Instant now) {
        Optional<URI> address = services.allowed(browser.endpoint());
        if (address.isEmpty()) {
            // It was allowed once; the setting has changed since.
            return Outcome.GONE;
        }
        try {
            HttpResponse<Void> answer =
                    client.send(request(address.get(), browser, words, now), HttpResponse.BodyHandlers.discarding());
            return outcome(answer.statusCode());
        } catch (IOException unreachable) {
            return Outcome.LATER;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Outcome.LATER;
        } catch (IllegalArgumentException unusableKey) {
            return Outcome.GONE;
        }
    }

    private HttpRequest request(URI address, Browser browser, Words words, Instant now) {
        byte[] body = encrypted(browser, words.content());
        int seconds = (int) Math.max(0, Duration.between(now, words.until()).toSeconds());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        push.getHeaders(address.toString(), seconds, words.topic(), WebPush.Urgency.High)
                .forEach(request::setHeader);
        return request.build();
    }

    /** @throws IllegalArgumentException when its keys are none */
    private byte[] encrypted(Browser browser, String content) {
        byte[] key = Base64.getUrlDecoder().decode(browser.p256dh());
        byte[] auth = Base64.getUrlDecoder().decode(browser.auth());
        if (key.length != KEY_BYTES || auth.length != AUTH_BYTES) {
            throw new IllegalArgumentException("the keys have another length");
        }
        try {
            return push.getBody(content.getBytes(StandardCharsets.UTF_8), key, auth);
            // The library is Kotlin and declares nothing of what it throws.
        } catch (Exception unusable) {
            throw new IllegalArgumentException("the keys are none", unusable);
        }
    }

    private static Outcome outcome(int status) {
        if (status / 100 == 2) {
            return Outcome.TAKEN;
        }
        return switch (status) {
            case 404, 410 -> Outcome.GONE;
            case 408, 425, 429 -> Outcome.LATER;
            default -> status >= 500 ? Outcome.LATER : Outcome.REFUSED;
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
