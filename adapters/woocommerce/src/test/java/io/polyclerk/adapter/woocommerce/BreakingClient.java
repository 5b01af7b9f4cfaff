package io.polyclerk.adapter.woocommerce;

import io.polyclerk.tck.PassingClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Delivers refunds to the shop a moment after it has failed with what it is told to. */
final class BreakingClient extends PassingClient {

    private final Supplier<IOException> failure;

    BreakingClient(HttpClient client, Supplier<IOException> failure) {
        super(client);
        this.failure = failure;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (request.method().equals("POST")) {
            var late = CompletableFuture.delayedExecutor(200, java.util.concurrent.TimeUnit.MILLISECONDS);
            late.execute(() -> client.sendAsync(request, handler));
            throw failure.get();
        }
        return super.send(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromiseHandler) {
        throw new UnsupportedOperationException();
    }
}
