package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges over the lent HTTP client, each once and within a time limit. Tokens are part of the addresses, so no failure's own words
 * are passed on.
 */
final class WeChatHttp {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(2);
    private static final Duration WITHOUT_ADVICE = Duration.ofSeconds(10);

    /** A thousand of the longest messages are a fraction of it. */
    private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

    private final HttpClient http;

    WeChatHttp(HttpClient http) {
        this.http = http;
    }

    /** @param body null for a GET */
    String text(String address, @Nullable String body) {
        return text(answered(request(address, body), LIMIT), body != null);
    }

    /** The caller closes the body. */
    HttpResponse<InputStream> file(String address) {
        return answered(request(address, null), DOWNLOAD_LIMIT);
    }

    /** @param writes whether something may have happened although the answer breaks off */
    static String text(HttpResponse<InputStream> response, boolean writes) {
        try (InputStream body = response.body()) {
            return new String(body.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
        } catch (IOException cut) {
            throw new AdapterException.Unavailable("the platform's answer broke off", writes, null);
        }
    }

    private static HttpRequest request(String address, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT);
        return body == null
                ? request.GET().build()
                : request.header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
    }

    private HttpResponse<InputStream> answered(HttpRequest request, Duration bodyLimit) {
        boolean writes = request.method().equals("POST");
        HttpResponse<InputStream> response = response(request, writes);
        int status = response.statusCode();
        if (status == 200) {
            // The client's own time limit ends with the headers; closing wakes up whoever waits for a rest that never
            // comes.
            CompletableFuture.delayedExecutor(bodyLimit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> close(response.body()));
            return response;
        }
        close(response.body());
        if (status == 429) {
            throw new AdapterException.RateLimited("the platform answered 429", retryAfter(response));
        }
        throw status >= 400 && status < 500
                ? new AdapterException.Refused("the platform answered " + status)
                : new AdapterException.Unavailable("the platform answered " + status, writes, null);
    }

    private HttpResponse<InputStream> response(HttpRequest request, boolean writes) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("interrupted", writes, null);
        } catch (IOException failure) {
            throw new AdapterException.Unavailable(
                    "the platform cannot be reached", writes && !neverArrived(failure), null);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            // Nobody was going to read it.
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(WITHOUT_ADVICE);
    }

    private static boolean neverArrived(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
