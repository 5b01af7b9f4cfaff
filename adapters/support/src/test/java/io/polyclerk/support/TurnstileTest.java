package io.polyclerk.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private static final Request REQUEST =
            Request.create(Request.HttpMethod.GET, "https://shop.example/", Map.of(), null, null, null);

    @Test
    void neverMoreThanAllowedAreOnTheirWayAndAllGetThrough() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Client shop = (request, options) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            return answer(request);
        };
        Turnstile turnstile = new Turnstile(shop, 3);
        try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> shoppers.submit(() -> turnstile.execute(REQUEST, new Request.Options())))
                    .toList();
            for (Future<Response> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aPlaceIsGivenBackAlsoAfterAFailure() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Client shop = (request, options) -> {
            if (calls.incrementAndGet() <= 5) {
                throw new IOException("cut");
            }
            return answer(request);
        };
        Turnstile turnstile = new Turnstile(shop, 1);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> turnstile.execute(REQUEST, new Request.Options()))
                    .isInstanceOf(IOException.class);
        }
        assertThat(turnstile.execute(REQUEST, new Request.Options()).status()).isEqualTo(200);
    }

    private static Response answer(Request request) {
        return Response.builder()
                .request(request)
                .status(200)
                .headers(Map.of())
                .body(new byte[0])
                .build();
    }
}
