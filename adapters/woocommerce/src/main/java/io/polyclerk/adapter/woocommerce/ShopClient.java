package io.polyclerk.adapter.woocommerce;

import feign.Request;
import feign.Response;
import feign.http2client.Http2Client;
import io.polyclerk.spi.AdapterException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Carries requests to the shop, with limits on how long an answer takes and how large it is. Never repeats one. */
final class ShopClient extends Http2Client {

    /** A page of a hundred orders with all that plugins write on them stays far below. */
    private static final int LARGEST_ANSWER = 24 * 1024 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(10);

    ShopClient(HttpClient http) {
        super(http);
    }

    /** A client that trusts the merchant's own certificate authority and no other. The caller shuts it down. */
    static HttpClient trusting(String pem) {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(contextOf(pem))
                .build();
    }

    private static SSLContext contextOf(String pem) {
        try {
            // A form with one line may have turned the line ends into spaces.
            String lines = pem.strip().replaceAll("(?<!BEGIN|END)\\s+", "\n");
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(lines.getBytes(StandardCharsets.US_ASCII)));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new AdapterException.CredentialsRejected("trustedCertificate holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new AdapterException.CredentialsRejected("trustedCertificate is not a certificate in PEM form");
        }
    }

    /** Options under which the given client is used as it is; with others, a second one would be made behind its back. */
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
            throw sorted(request, failure);
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
