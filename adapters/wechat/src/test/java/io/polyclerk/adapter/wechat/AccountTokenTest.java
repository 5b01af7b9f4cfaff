package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The token that opens the API, and what is fetched with it. */
class AccountTokenTest extends OpenAccount {

    @Test
    void theTokenIsKeptInTheSharedCache() {
        adapter.send(text("k1", "a"));
        official().send(text("k2", "b"));
        mini().send(text("k3", "c"));
        assertThat(platform.tokenRequests).hasValue(1);
        lent.pass(Duration.ofMinutes(114));
        adapter.send(text("k4", "d"));
        assertThat(platform.tokenRequests).hasValue(1);
        lent.pass(Duration.ofMinutes(1));
        adapter.send(text("k5", "e"));
        assertThat(platform.tokenRequests).as("five minutes before its end").hasValue(2);
    }

    @Test
    void anEndedTokenIsReplacedOnceForAllThreads() throws Exception {
        adapter.send(text("first", "hi"));
        platform.tokenEnds();
        List<String> failures = inParallel(64, i -> {
            platform.shopperWrites("o-" + i);
            adapter.send(new OutboundMessage(Connections.chat("o-" + i), "k" + i, new Content.Text("to " + i)));
            return "";
        });
        assertThat(failures).isEmpty();
        assertThat(platform.tokenRequests).hasValue(2);
        assertThat(platform.shown).hasSize(65).doesNotHaveDuplicates();
    }

    @Test
    void theFirstTokenIsFetchedOnceForAllThreads() throws Exception {
        List<String> failures = inParallel(64, i -> {
            adapter.typing(Connections.chat(ANN));
            return "";
        });
        assertThat(failures).isEmpty();
        assertThat(platform.tokenRequests).hasValue(1);
    }

    private static List<String> inParallel(int threads, java.util.function.IntFunction<String> work) throws Exception {
        List<String> failures = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> tasks = IntStream.range(0, threads)
                    .mapToObj(i -> (Callable<String>) () -> work.apply(i))
                    .toList();
            for (Future<String> result : executor.invokeAll(tasks)) {
                try {
                    result.get();
                } catch (java.util.concurrent.ExecutionException failure) {
                    failures.add(String.valueOf(failure.getCause()));
                }
            }
        }
        return failures;
    }

    @Test
    void aTokenThatIsRefusedTwiceIsNotTriedAgain() {
        adapter.typing(Connections.chat(ANN));
        platform.refusesNext(42001);
        platform.answersNext(200, "{\"access_token\":\"token-x\",\"expires_in\":7200}");
        platform.refusesNext(42001);
        assertThat(failureOfSend()).isInstanceOf(AdapterException.CredentialsRejected.class);
        assertThat(platform.count("/cgi-bin/message/custom/send")).isEqualTo(2);
        assertThat(platform.tokenRequests).hasValue(2);
    }

    @Test
    void theCheckProvesTheSecretWhateverIsCached() {
        adapter.check();
        AccountAdapter wrong = (AccountAdapter) new WeChatProvider()
                .open(
                        Connections.with(
                                Connections.officialAccount(platform.address(), true), "appSecret", "wrong-secret"),
                        lent.context());
        assertThatThrownBy(wrong::check)
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageNotContaining("wrong-secret");
        platform.untrustedServer = "40164";
        assertThatThrownBy(adapter::check)
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("trusted addresses");
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void aFileIsFetchedAndAnErrorIsNotTakenForOne() throws IOException {
        platform.files.put("media-1", new byte[] {'#', '!', 'A', 'M', 'R', '\n', 0, 1});
        platform.files.put("list.json", "{\"errcode\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(read("media-1")).containsExactly('#', '!', 'A', 'M', 'R', '\n', 0, 1);
        assertThat(new String(read("list.json"), StandardCharsets.UTF_8)).isEqualTo("{\"errcode\":1}");
        assertThatThrownBy(() -> read("gone"))
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessageContaining("no longer there");
        assertThat(new String(read("video"), StandardCharsets.UTF_8)).isEqualTo("a video");
    }

    @Test
    void aFileIsFetchedWithAnotherTokenWhenTheFirstHasEnded() throws IOException {
        platform.files.put("media-1", new byte[] {1});
        adapter.check();
        platform.tokenEnds();
        assertThat(read("media-1")).containsExactly(1);
        platform.answersNext(503, "");
        assertThatThrownBy(() -> read("media-1"))
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isFalse());
        platform.answersNext(200, "{\"strange\":1}");
        assertThatThrownBy(() -> read("media-1")).isInstanceOf(AdapterException.Unavailable.class);
    }

    private byte[] read(String id) throws IOException {
        try (InputStream file = adapter.open(MediaRef.of(id))) {
            return file.readAllBytes();
        }
    }
}
