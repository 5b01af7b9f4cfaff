package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Polling.Batch;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** News that is told without what it is, and fetched. */
class CustomerServicePollingTest extends OpenCustomerService {

    @Test
    void aPushHoldsNothingAndMakesNoCall() {
        assertThat(adapter.receive(push("t1")))
                .isEqualTo(new WebhookOutcome.Accepted<ChannelEvent>(List.of(), WebhookAnswer.text("success")));
        assertThat(adapter.receive(Pushes.encryptedHandshake("161614", WeChatSimulator.CORP_ID, Lent.START)))
                .isEqualTo(new WebhookOutcome.Accepted<ChannelEvent>(List.of(), WebhookAnswer.text("161614")));
        assertThat(platform.calls).isEmpty();
        assertThat(platform.tokenRequests).hasValue(0);
        assertThat(adapter.pollingWanted()).isTrue();
    }

    @Test
    void aForgedPushIsRejected() {
        assertThat(adapter.receive(Pushes.with(push("t1"), "msg_signature", "0".repeat(40))))
                .isInstanceOf(WebhookOutcome.Rejected.class);
        assertThat(adapter.receive(Pushes.plain("<xml><MsgType>event</MsgType></xml>", Lent.START)))
                .isInstanceOf(WebhookOutcome.Rejected.class);
    }

    @Test
    void whatWaitsIsFetchedAtStartAndThenOnlyOnNews() {
        shopperSays("a", "b");
        Batch first = adapter.poll(null, Duration.ZERO);
        assertThat(words(first)).containsExactly("a", "b");
        assertThat(first.nextCursor()).isEqualTo("c2");
        shopperSays("c");
        assertThat(adapter.poll("c2", SOON)).isEqualTo(new Batch(List.of(), null));
        assertThat(platform.count(SYNC)).as("without a push").isEqualTo(1);
        adapter.receive(push("t1"));
        assertThat(words(adapter.poll("c2", SOON))).containsExactly("c");
        assertThat(platform.calls.get(1)).contains("\"cursor\":\"c2\"", "\"token\":\"t1\"");
        assertThat(adapter.poll("c3", SOON).events()).isEmpty();
        assertThat(platform.count(SYNC)).isEqualTo(2);
    }

    @Test
    void aWaitingPollIsWokenByAPush() throws Exception {
        adapter.poll(null, Duration.ZERO);
        CompletableFuture<Batch> waiting =
                CompletableFuture.supplyAsync(() -> adapter.poll("c0", Duration.ofSeconds(30)));
        shopperSays("a");
        adapter.receive(push("t1"));
        assertThat(words(waiting.get(5, TimeUnit.SECONDS))).containsExactly("a");
    }

    @Test
    void aPushThatReachesAnotherNodeWakesThePoller() throws Exception {
        adapter.poll(null, Duration.ZERO);
        CustomerServiceAdapter otherNode = opened();
        CompletableFuture<Batch> waiting =
                CompletableFuture.supplyAsync(() -> adapter.poll("c0", Duration.ofSeconds(30)));
        shopperSays("a");
        otherNode.receive(push("t1"));
        assertThat(words(waiting.get(10, TimeUnit.SECONDS))).containsExactly("a");
        assertThat(platform.calls.get(1)).contains("\"token\":\"t1\"");
        assertThat(adapter.poll("c1", SOON).events())
                .as("one push is one fetch")
                .isEmpty();
        assertThat(platform.count(SYNC)).isEqualTo(2);
    }

    @Test
    void aLostPushIsMadeUpForByAskingNowAndThen() {
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        assertThat(adapter.poll("c0", Duration.ZERO).events()).isEmpty();
        lent.pass(Duration.ofSeconds(301));
        assertThat(words(adapter.poll("c0", Duration.ZERO))).containsExactly("a");
    }

    @Test
    void aLostCacheKeepsNoPushFromCounting() {
        adapter.poll(null, Duration.ZERO);
        lent.cacheIsAway = true;
        shopperSays("a");
        assertThat(adapter.receive(push("t1"))).isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
    }

    @Test
    void pagesFollowEachOtherWithoutWaiting() {
        platform.pageSize = 2;
        shopperSays("a", "b", "c", "d", "e");
        adapter.receive(push("t1"));
        List<String> all = new ArrayList<>();
        String cursor = null;
        long begin = System.nanoTime();
        for (int page = 0; page < 3; page++) {
            Batch batch = adapter.poll(cursor, Duration.ofSeconds(20));
            all.addAll(words(batch));
            cursor = batch.nextCursor();
        }
        assertThat(all).containsExactly("a", "b", "c", "d", "e");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(platform.calls).allSatisfy(call -> assertThat(call).contains("\"token\":\"t1\""));
    }

    @Test
    void aBatchThatCouldNotBeStoredIsFetchedAgain() {
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        adapter.receive(push("t1"));
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
        assertThat(words(adapter.poll("c0", SOON)))
                .as("the cursor was not moved")
                .containsExactly("a");
        assertThat(adapter.poll("c1", SOON).events()).isEmpty();
    }

    @Test
    void aFailedFetchIsMadeUpForWithoutAnotherPush() {
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        adapter.receive(push("t1"));
        platform.answersNext(503, "");
        assertThatThrownBy(() -> adapter.poll("c0", SOON)).isInstanceOf(AdapterException.Unavailable.class);
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
    }

    @Test
    void aPushTokenThatHasEndedIsNotTriedAgain() {
        platform.tokenlessSyncsAllowed = 2;
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        adapter.receive(push("t1"));
        platform.callbackTokens.clear();
        assertThatThrownBy(() -> adapter.poll("c0", SOON)).isInstanceOf(AdapterException.Refused.class);
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
        assertThat(platform.calls.get(2)).doesNotContain("token");
    }

    @Test
    void anOldPushTokenIsNotUsed() {
        platform.pageSize = 1;
        shopperSays("a", "b");
        adapter.receive(push("t1"));
        adapter.poll(null, SOON);
        lent.pass(Duration.ofMinutes(9));
        assertThat(words(adapter.poll("c1", SOON))).containsExactly("b");
        assertThat(platform.calls.get(1)).doesNotContain("token");
    }

    @Test
    void whoHasAskedTooOftenWithoutAPushWaitsForOne() {
        platform.tokenlessSyncsAllowed = 0;
        shopperSays("a");
        assertThat(adapter.poll(null, Duration.ZERO).events()).isEmpty();
        adapter.poll(null, Duration.ZERO);
        assertThat(platform.calls)
                .as("nothing is asked until there is a reason")
                .hasSize(1);
        adapter.receive(push("t1"));
        assertThat(words(adapter.poll(null, SOON))).containsExactly("a");
    }

    @Test
    void pushesForAnotherAccountAreNotOurs() {
        adapter.poll(null, Duration.ZERO);
        adapter.receive(push("t1", "wkOTHER"));
        adapter.poll("c0", SOON);
        assertThat(platform.count(SYNC)).isEqualTo(1);
    }

    @Test
    void aBurstOfPushesIsOneFetch() {
        adapter.poll(null, Duration.ZERO);
        IntStream.range(0, 50).forEach(i -> adapter.receive(push("t" + i)));
        adapter.poll("c0", SOON);
        adapter.poll("c0", SOON);
        assertThat(platform.count(SYNC)).isEqualTo(2);
        assertThat(platform.calls.get(1)).contains("\"token\":\"t49\"");
    }

    @Test
    void anUnreadablePageIsNotSkipped() {
        adapter.check();
        platform.answersNext(200, "{\"errcode\":0,\"msg_list\":{}}");
        assertThatThrownBy(() -> adapter.poll(null, Duration.ZERO)).isInstanceOf(AdapterException.Unavailable.class);
        platform.answersNext(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
        assertThat(adapter.poll(null, Duration.ZERO)).isEqualTo(new Batch(List.of(), null));
    }
}
