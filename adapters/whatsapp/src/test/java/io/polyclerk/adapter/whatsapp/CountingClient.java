package io.polyclerk.adapter.whatsapp;

import io.polyclerk.tck.PassingClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A client as the server lends it: it sees every request. */
final class CountingClient extends PassingClient {

    final AtomicInteger requests = new AtomicInteger();

    CountingClient(Duration connectTimeout) {
        super(HttpClient.newBuilder().connectTimeout(connectTimeout).build());
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        requests.incrementAndGet();
        return super.send(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        requests.incrementAndGet();
        return super.sendAsync(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromiseHandler) {
        requests.incrementAndGet();
        return super.sendAsync(request, handler, pushPromiseHandler);
    }
}
