package io.polyclerk.support;

import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches the pictures of a shop's products, without any of the shop's credentials. */
public final class Pictures {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Pictures() {}

    /**
     * The picture behind an address. The caller closes the stream and limits what it reads.
     *
     * @throws AdapterException.Refused when there is none
     */
    public static InputStream open(HttpClient http, @Nullable URI address) {
        if (address == null) {
            throw new AdapterException.Refused("this product has no picture");
        }
        try {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(PATIENCE)
                            .header("Accept", "image/*")
                            .header("User-Agent", "Polyclerk")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            answer.body().close();
            throw answer.statusCode() == 429 || answer.statusCode() >= 500
                    ? new AdapterException.Unavailable("the picture cannot be had now", false, null)
                    : new AdapterException.Refused("the picture answered " + answer.statusCode());
        } catch (IOException unreachable) {
            throw new AdapterException.Unavailable("the picture cannot be reached", false, null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for a picture", false, null);
        }
    }
}
