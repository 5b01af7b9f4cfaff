package io.polyclerk.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnSchedulerTest {

    private TurnScheduler scheduler;

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void aBurstIsOneTurn() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        start(Duration.ofMillis(150), conversation -> {
            runs.incrementAndGet();
            return Optional.empty();
        });
        for (int i = 0; i < 5; i++) {
            scheduler.messageArrived(new ConversationId("c"));
            Thread.sleep(20);
        }
        waitUntilIdle();
        assertThat(runs).hasValue(1);
    }

    @Test
    void someoneWhoNeverStopsWritingIsAnsweredAllTheSame() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        start(Duration.ofMillis(100), conversation -> {
            ran.countDown();
            return Optional.empty();
        });
        Instant end = Instant.now().plusSeconds(5);
        while (ran.getCount() > 0 && Instant.now().isBefore(end)) {
            scheduler.messageArrived(new ConversationId("c"));
            Thread.sleep(20);
        }
        assertThat(ran.getCount()).isZero();
    }

    @Test
    void oneConversationIsNeverWorkedOnTwiceAtOnceAndNoWakeUpIsLost() throws InterruptedException {
        Map<ConversationId, AtomicInteger> inside = new ConcurrentHashMap<>();
        Map<ConversationId, AtomicInteger> seen = new ConcurrentHashMap<>();
        Map<ConversationId, AtomicInteger> arrived = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        start(Duration.ofMillis(1), conversation -> {
            AtomicInteger place = inside.computeIfAbsent(conversation, id -> new AtomicInteger());
            if (place.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            seen.computeIfAbsent(conversation, id -> new AtomicInteger())
                    .set(arrived.get(conversation).get());
            place.decrementAndGet();
            return Optional.empty();
        });
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                writers.execute(() -> {
                    for (int i = 0; i < 500; i++) {
                        ConversationId id = new ConversationId("c" + i % 20);
                        arrived.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
                        scheduler.messageArrived(id);
                    }
                });
            }
        }
        waitUntilIdle();
        assertThat(overlaps).hasValue(0);
        arrived.forEach((id, count) -> assertThat(seen.get(id)).hasValue(count.get()));
    }

    @Test
    void workThatFailsIsTriedAgain() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        start(Duration.ofMillis(1), conversation -> {
            twice.countDown();
            if (twice.getCount() == 1) {
                throw new NoClassDefFoundError("planned fault");
            }
            return Optional.empty();
        });
        scheduler.messageArrived(new ConversationId("c"));
        assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNewMessageDoesNotWaitForALateRetry() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        start(Duration.ofMillis(1), conversation -> {
            twice.countDown();
            return Optional.of(Instant.now().plusSeconds(60));
        });
        scheduler.messageArrived(new ConversationId("c"));
        Thread.sleep(200);
        scheduler.messageArrived(new ConversationId("c"));
        assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void start(Duration quiet, TurnScheduler.ConversationWork work) {
        scheduler = new TurnScheduler(
                quiet,
                work,
                Executors.newSingleThreadScheduledExecutor(),
                Executors.newVirtualThreadPerTaskExecutor(),
                Clock.systemUTC());
    }

    private void waitUntilIdle() throws InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        while (scheduler.backlog() > 0 && Instant.now().isBefore(end)) {
            Thread.sleep(10);
        }
        assertThat(scheduler.backlog()).isZero();
    }
}
