package io.polyclerk.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Feign;
import feign.Request;
import feign.Response;
import feign.Retryer;
import feign.http2client.Http2Client;
import feign.jackson.JacksonEncoder;
import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Carries requests to a shop, with limits on how long an answer takes and how large it is. Never repeats one. Failures become
 * {@link AdapterException}s that say whether a write may have happened. Thread-safe.
 */
public final class ShopClient extends Http2Client {

    /** A page of a hundred orders with all that plugins write on them stays far below. */
    private static final int LARGEST_ANSWER = 24 * 1024 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** @param http is not closed by this */
    public ShopClient(HttpClient http) {
        super(http);
    }

    /** A client that trusts the merchant's own certificate authority and no other. The caller shuts it down. */
    public static HttpClient trusting(String pem) {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(TrustedAuthority.context(pem))
                .build();
    }

    /** Options under which the given client is used as it is; with others, a second one would be made behind its back. */
    public static Request.Options patience(HttpClient http, Duration longest) {
        long connect = http.connectTimeout().orElse(CONNECT).toMillis();
        return new Request.Options(connect, TimeUnit.MILLISECONDS, longest.toMillis(), TimeUnit.MILLISECONDS, false);
    }

    /** The set-up that every client for a shop shares. @param longest time that an answer may take */
    public static Feign.Builder feign(HttpClient http, ObjectMapper json, Duration longest) {
        return Feign.builder()
                .client(new ShopClient(http))
                .options(patience(http, longest))
                .encoder(new JacksonEncoder(json))
                // By default a refund would be sent five times.
                .retryer(Retryer.NEVER_RETRY);
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        Response response;
        try {
            response = super.execute(request, options);
        } catch (IOException failure) {
            throw sorted(request, failure);
        }
        try (InputStream body = response.body().asInputStream()) {
            return response.toBuilder().body(read(body, options)).build();
        } catch (IOException cut) {
            throw new AdapterException.Unavailable("the shop's answer broke off", isWrite(request), null);
        }
    }

    /** Whether a request may change something in the shop. */
    public static boolean isWrite(Request request) {
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

    private static AdapterException sorted(Request request, IOException failure) {
        boolean unsent = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new AdapterException.Unavailable(
                        "no secure connection to the shop: is its certificate valid, and trusted by"
                                + " 'trustedCertificate' when it is a private one?",
                        false,
                        null);
            }
            // Any other failure of TLS proves nothing: Java also calls it a failed handshake when the shop ends a
            // session in use.
            unsent |= cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        }
        return new AdapterException.Unavailable("the shop did not answer", isWrite(request) && !unsent, null);
    }
}
