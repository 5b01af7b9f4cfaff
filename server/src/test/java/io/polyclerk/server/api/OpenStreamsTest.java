package io.polyclerk.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

    @Test
    void whoeverHoldsAnAnswerOpenIsInterruptedAtTheEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        OpenStreams streams = new OpenStreams();
        streams.hold(() -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException stopping) {
                ended.countDown();
            }
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        streams.close();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> streams.hold(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
