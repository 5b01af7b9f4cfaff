package io.polyclerk.server.adapters;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The HTTP client that an adapter is lent: only to hosts that it declared, and never without a time limit. */
final class LentHttpClient extends HttpClient {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpClient client;
    private final EgressPolicy egress;

    LentHttpClient(HttpClient client, EgressPolicy egress) {
        this.client = client;
        this.egress = egress;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        requireAllowed(request);
        return client.send(limited(request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        try {
            requireAllowed(request);
        } catch (IOException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return client.sendAsync(limited(request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromiseHandler) {
        try {
            requireAllowed(request);
        } catch (IOException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return client.sendAsync(limited(request), handler, pushPromiseHandler);
    }

    private void requireAllowed(HttpRequest request) throws IOException {
        if (!egress.allows(request.uri())) {
            throw new IOException("the adapter's manifest does not name the host "
                    + request.uri().getHost());
        }
    }

    private static HttpRequest limited(HttpRequest request) {
        boolean plain = "http".equals(request.uri().getScheme());
        if (request.timeout().isPresent() && !plain) {
            return request;
        }
        HttpRequest.Builder limited = HttpRequest.newBuilder(request, (name, value) -> true);
        // A poll waits for up to a minute by design, so only missing limits are added.
        if (request.timeout().isEmpty()) {
            limited.timeout(LONGEST);
        }
        // Without TLS, HTTP/2 begins with an offer that some servers and proxies lose the body over.
        return plain ? limited.version(Version.HTTP_1_1).build() : limited.build();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
