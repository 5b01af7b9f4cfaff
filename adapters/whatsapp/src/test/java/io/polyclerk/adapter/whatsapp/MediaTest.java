package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.MediaRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTest {

    private static final byte[] PICTURE =
            "a picture of a broken cup".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    private static final String SHA256 = Base64.getEncoder().encodeToString(CloudApi.sha256(PICTURE));

    private CloudApi platform;
    private WhatsAppAdapter adapter;
    private String id;

    @BeforeEach
    void open() throws IOException {
        platform = new CloudApi();
        adapter = Opened.adapter(platform.origin());
        id = platform.keep(PICTURE, "image/jpeg");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void aFileIsFetchedInTwoStepsAndComesWhole() throws IOException {
        try (InputStream file = adapter.open(file(SHA256))) {
            assertThat(file.readAllBytes()).isEqualTo(PICTURE);
            assertThat(file.read()).as("its end can be asked for again").isEqualTo(-1);
        }
        assertThat(platform.calls).hasSize(2);
        assertThat(platform.calls.get(0).address()).isEqualTo("/v26.0/" + id + "?phone_number_id=" + CloudApi.NUMBER);
    }

    @Test
    void aFileThatIsNotTheOneThatWasSentIsNotBelieved() {
        platform.fileTail = "<script>";
        assertThatThrownBy(() -> read(file(SHA256))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(file(null)))
                .as("the media API names a checksum as well")
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a checksum", "AAAA", "zz"})
    void aChecksumInAnotherFormIsReplacedByTheOneOfTheMediaApi(String checksum) throws IOException {
        assertThat(read(file(checksum))).isEqualTo(PICTURE);
    }

    @Test
    void aLostFileIsRefused() {
        platform.lose(id);
        assertThat(failure(file(SHA256))).isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void aFileOfAnotherNumberIsRefused() {
        assertThat(failure(MediaRef.of("424242"))).isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void aFileThatIsTooLargeIsNotFetched() {
        platform.claimedSize = WhatsAppApi.LARGEST_FILE + 1;
        assertThat(failure(file(SHA256))).isInstanceOf(AdapterException.Refused.class);
        assertThat(platform.calls).hasSize(1);
        platform.claimedSize = WhatsAppApi.LARGEST_FILE;
        assertThat(failure(file(SHA256))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../1/messages", "1/../2", "1?x=1", "", "1#", "a b", "{id}", "%2e%2e"})
    void whatIsNoIdIsNotAskedFor(String notAnId) {
        assertThat(failure(MediaRef.of(notAnId))).isInstanceOf(AdapterException.Refused.class);
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void theTokenGoesToNoOtherHost() throws IOException {
        try (CloudApi other = new CloudApi()) {
            String stranger = other.origin() + "/files/x";
            for (String address : new String[] {
                stranger,
                stranger.replace("127.0.0.1", "localhost"),
                platform.origin().replace("http://", "http://user@") + "/files/x",
                "https://lookaside.fbsbx.com.evil.example/x",
                "https://lookaside.fbsbx.com@evil.example/x",
                "https://evil.example/lookaside.fbsbx.com",
                "http://lookaside.fbsbx.com/x",
                "https://lookaside.fbsbx.com:8443/x",
                "file:///etc/passwd",
                "//lookaside.fbsbx.com/x",
                "not an address"
            }) {
                platform.fileAddress = address;
                assertThat(failure(file(SHA256))).as(address).isInstanceOf(AdapterException.Refused.class);
            }
            assertThat(other.calls).isEmpty();
            assertThat(platform.calls).allMatch(call -> call.address().startsWith("/v26.0/" + id));
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (CloudApi other = new CloudApi()) {
            platform.faults.add(new CloudApi.Fault(200, info(), Map.of(), false));
            platform.faults.add(new CloudApi.Fault(302, "", Map.of("Location", other.origin()), false));
            assertRetried(failure(file(SHA256)));
            assertThat(other.calls).isEmpty();
        }
    }

    @Test
    void aStaleAddressIsAskedForAnew() throws IOException {
        platform.faults.add(new CloudApi.Fault(200, info(), Map.of(), false));
        platform.fail(404, "");
        assertRetried(failure(file(SHA256)));
        assertThat(read(file(SHA256))).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @CsvSource({
        "401,CredentialsRejected",
        "403,Unavailable",
        "429,RateLimited",
        "500,Unavailable",
        "503,Unavailable",
        "0,Unavailable"
    })
    void aFailedFetchSaysWhatHappensNext(int status, String kind) {
        platform.faults.add(new CloudApi.Fault(200, info(), Map.of(), false));
        platform.fail(status, "");
        Throwable failure = failure(file(SHA256));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(String.valueOf(failure)).doesNotContain(CloudApi.TOKEN).doesNotContain("hash=");
    }

    @ParameterizedTest
    @CsvSource({"190,401,CredentialsRejected", "100,400,Refused", "4,400,RateLimited", "131000,500,Unavailable"})
    void aFailedLookUpSaysWhatHappensNext(int code, int status, String kind) {
        platform.failWithCode(status, code);
        assertThat(failure(file(SHA256)).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void everySecondDownloadMayFailWithoutLosingOne() throws IOException {
        for (int i = 0; i < 5; i++) {
            platform.faults.add(new CloudApi.Fault(200, info(), Map.of(), false));
            platform.fail(503, "");
            assertRetried(failure(file(SHA256)));
            assertThat(read(file(SHA256))).isEqualTo(PICTURE);
        }
    }

    @ParameterizedTest
    @CsvSource({"9,true", "10,true", "11,false"})
    void aStreamIsNotLongerThanAllowed(int length, boolean allowed) {
        Throwable failure = catchThrowable(() -> limited(new byte[length]).readAllBytes());
        assertThat(failure == null).isEqualTo(allowed);
    }

    @Test
    void whatIsSkippedCountsForTheChecksum() throws IOException {
        byte[] content = {1, 2, 3, 4};
        try (InputStream stream = new LimitedStream(
                new ByteArrayInputStream(content), 10, Duration.ofSeconds(5), CloudApi.sha256(content))) {
            assertThat(stream.skip(2)).isEqualTo(2);
            assertThat(stream.read()).isEqualTo(3);
            assertThat(stream.readAllBytes()).containsExactly(4);
        }
    }

    @Test
    @Timeout(10)
    void aStreamThatStallsIsCutOff() throws IOException {
        CloseableBlock stalled = new CloseableBlock();
        try (InputStream stream = new LimitedStream(stalled, 10, Duration.ofMillis(100), null)) {
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        }
    }

    /** Blocks until it is closed, as a socket does. */
    private static final class CloseableBlock extends PipedInputStream {
        private final java.util.concurrent.CountDownLatch closed = new java.util.concurrent.CountDownLatch(1);

        CloseableBlock() throws IOException {
            super(new PipedOutputStream());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                closed.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static InputStream limited(byte[] content) {
        return new LimitedStream(new ByteArrayInputStream(content), 10, Duration.ofSeconds(5), null);
    }

    private String info() {
        return "{\"url\":\"" + platform.origin() + "/files/x\",\"file_size\":1,\"id\":\"" + id + "\"}";
    }

    private static void assertRetried(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isFalse());
    }

    private byte[] read(MediaRef media) throws IOException {
        try (InputStream file = adapter.open(media)) {
            return file.readAllBytes();
        }
    }

    private Throwable failure(MediaRef media) {
        return catchThrowable(() -> adapter.open(media).close());
    }

    private MediaRef file(String sha256) {
        return new MediaRef(id, "image/jpeg", null, null, sha256);
    }
}
