package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.adapter.wechat.PassiveReplies.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassiveRepliesTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final ExecutorService platform = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void hangUp() {
        platform.shutdownNow();
    }

    private CompletableFuture<Outcome> asked(PassiveReplies replies, String message) {
        return CompletableFuture.supplyAsync(() -> replies.await("shopper", message), platform);
    }

    private static void said(PassiveReplies replies, String words) throws InterruptedException {
        while (!replies.say("shopper", words)) {
            Thread.sleep(2);
        }
    }

    @Test
    void aReplyRidesOnTheOpenRequest() throws InterruptedException {
        PassiveReplies replies = new PassiveReplies(LONG, Duration.ZERO);
        CompletableFuture<Outcome> request = asked(replies, "m1");
        said(replies, "hello");
        assertThat(request.join()).isEqualTo(new Outcome.Reply("hello"));
        assertThat(replies.say("shopper", "more")).as("nobody asks any more").isFalse();
    }

    @Test
    void aMessageThatWasAnsweredIsAnsweredOnce() throws InterruptedException {
        PassiveReplies replies = new PassiveReplies(LONG, Duration.ZERO);
        CompletableFuture<Outcome> request = asked(replies, "m1");
        said(replies, "hello");
        request.join();
        assertThat(replies.await("shopper", "m1")).isEqualTo(new Outcome.Nothing());
    }

    @Test
    void threeDeliveriesAtOnceCarryOneReply() throws InterruptedException {
        PassiveReplies replies = new PassiveReplies(LONG, Duration.ZERO);
        List<CompletableFuture<Outcome>> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(asked(replies, "m1"));
        }
        // All three have come when two were let go.
        while (requests.stream().filter(CompletableFuture::isDone).count() < 2) {
            Thread.sleep(2);
        }
        said(replies, "hello");
        assertThat(requests.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(new Outcome.Reply("hello"), new Outcome.Nothing(), new Outcome.Nothing());
    }

    @Test
    void aSlowReplyRidesOnALaterDelivery() throws InterruptedException {
        PassiveReplies slow = new PassiveReplies(SHORT, Duration.ZERO);
        assertThat(slow.await("shopper", "m1")).isEqualTo(new Outcome.AskedAgain());
        assertThat(slow.say("shopper", "too early")).isFalse();
        assertThat(slow.await("shopper", "m1")).isEqualTo(new Outcome.AskedAgain());
        assertThat(slow.await("shopper", "m1")).isEqualTo(new Outcome.TooLate());
        assertThat(slow.await("shopper", "m1")).isEqualTo(new Outcome.Nothing());
    }

    @Test
    void whoWritesInPiecesIsAnsweredInTheLastOne() throws InterruptedException {
        PassiveReplies replies = new PassiveReplies(LONG, Duration.ZERO);
        CompletableFuture<Outcome> first = asked(replies, "m1");
        while (!replies.isOpen("shopper")) {
            Thread.sleep(2);
        }
        CompletableFuture<Outcome> second = asked(replies, "m2");
        assertThat(first.join()).isEqualTo(new Outcome.Nothing());
        said(replies, "hello");
        assertThat(second.join()).isEqualTo(new Outcome.Reply("hello"));
    }
}
