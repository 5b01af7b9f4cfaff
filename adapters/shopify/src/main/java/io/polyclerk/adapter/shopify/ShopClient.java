package io.polyclerk.adapter.shopify;

import feign.Request;
import feign.Response;
import feign.http2client.Http2Client;
import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Carries requests to the shop, with limits on how long an answer takes and how large it is. Never repeats one. */
final class ShopClient extends Http2Client {

    private static final int LARGEST_ANSWER = 24 * 1024 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    ShopClient(HttpClient http) {
        super(http);
    }

    /** Options under which the lent client is used as it is; with others, a second one would be made behind its back. */
    static Request.Options patience(HttpClient http, Duration longest) {
        long connect = http.connectTimeout().orElse(CONNECT).toMillis();
        return new Request.Options(connect, TimeUnit.MILLISECONDS, longest.toMillis(), TimeUnit.MILLISECONDS, false);
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        Response response;
        try {
            response = super.execute(request, options);
        } catch (IOException failure) {
            throw new AdapterException.Unavailable(
                    "the shop did not answer", isWrite(request) && !neverArrived(failure), null);
        }
        try (InputStream body = response.body().asInputStream()) {
            return response.toBuilder().body(read(body, options)).build();
        } catch (IOException cut) {
            throw new AdapterException.Unavailable("the shop's answer broke off", isWrite(request), null);
        }
    }

    static boolean isWrite(Request request) {
        return request.httpMethod() != Request.HttpMethod.GET;
    }

    private static byte[] read(InputStream body, Request.Options options) throws IOException {
        // The client's own time limit ends with the headers; closing the stream wakes up who reads from it.
        CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                () -> close(body),
                CompletableFuture.delayedExecutor(options.readTimeoutMillis(), TimeUnit.MILLISECONDS));
        try {
            byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw new IOException("too large");
            }
            return bytes;
        } finally {
            alarm.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            // The reader learns of it by itself.
        }
    }

    private static boolean neverArrived(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
