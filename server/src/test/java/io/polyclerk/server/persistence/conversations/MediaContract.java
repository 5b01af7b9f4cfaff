package io.polyclerk.server.persistence.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.core.media.ArrivingFile;
import io.polyclerk.core.media.MediaFetcher;
import io.polyclerk.core.media.MediaState;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.conversations.MediaFiles.Stored;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is promised about shoppers' files, on every database and with real files. */
abstract class MediaContract {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final ConnectionId CONNECTION = new ConnectionId("tg");
    private static final ConversationKey CHAT = new ConversationKey(CONNECTION, "chat");
    private static final int LARGEST = 200_000;
    private static final byte[] FILE = ("%PDF-1.4 " + "secret word ".repeat(10_000)).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock(START);
    private final FilePlatform platform = new FilePlatform();
    private final List<String> released = new ArrayList<>();
    private Database database;
    private DataFolder data;
    private Stores stores;
    private SqlMediaQueue queue;
    private KeptMedia media;
    private MediaFetcher fetcher;

    abstract Database open() throws Exception;

    @BeforeEach
    void openAll() throws Exception {
        database = open();
        data = DataFolder.open(folder.resolve("data"));
        database.write(session -> {
            for (String table : List.of("media_file", "media_key", "message", "ticket", "conversation")) {
                session.update("delete from " + table);
            }
            return true;
        });
        stores = Stores.on(database);
        queue = new SqlMediaQueue(database, Duration.ofDays(90));
        media = new KeptMedia(new MediaFiles(database), kept(), SecretBox.in(data), platform, clock);
        fetcher = new MediaFetcher(
                queue,
                media.vault(),
                platform,
                LARGEST,
                file -> released.add(file.media().id()),
                (name, label) -> {},
                clock);
    }

    @AfterEach
    void closeAll() {
        database.close();
        data.close();
    }

    private Path kept() {
        return folder.resolve("kept");
    }

    @Test
    void aFileIsFetchedOnceAndReadFromHereEverAfter() throws Exception {
        platform.files.put("f1", FILE);
        send("m1", MediaRef.of("f1"));
        assertThatThrownBy(() -> media.open(CONNECTION, MediaRef.of("f1")))
                .isInstanceOf(AdapterException.Unavailable.class);

        work();

        platform.files.clear();
        try (InputStream stream = media.open(CONNECTION, MediaRef.of("f1"))) {
            assertThat(stream.readAllBytes()).isEqualTo(FILE);
        }
        assertThat(media.of(conversation())).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(MediaState.KEPT);
            assertThat(file.contentType()).isEqualTo("application/pdf");
            assertThat(file.bytes()).isEqualTo(FILE.length);
        });
        assertThat(platform.opened).isEqualTo(1);
        assertThat(released).containsExactly("f1");
    }

    @Test
    void nothingOnTheDiskCanBeReadWithoutTheKey() throws IOException {
        platform.files.put("f1", FILE);
        send("m1", MediaRef.of("f1"));
        work();
        for (Path file : filesOnDisk()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret word", "%PDF");
        }
        assertThat(filesOnDisk()).hasSize(1);
    }

    @Test
    void erasingAConversationLeavesNothingThatCouldBeReadEvenFromABackup() throws IOException {
        platform.files.put("f1", FILE);
        send("m1", MediaRef.of("f1"));
        work();
        Stored before = media.of(conversation()).get(0);
        Path backup = folder.resolve("backup");
        Files.copy(filesOnDisk().get(0), backup);

        assertThat(media.erase(conversation())).isEqualTo(1);

        assertThat(filesOnDisk()).isEmpty();
        assertThat(media.of(conversation()).get(0).state()).isEqualTo(MediaState.EXPIRED);
        String name = before.name();
        Files.copy(backup, kept().resolve(name.substring(0, 2)).resolve(name));
        assertThatThrownBy(() -> media.open(before)).isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void everySecondDownloadFailsAndEveryFileIsKeptInTheEnd() {
        IntStream.range(0, 20).forEach(i -> {
            platform.files.put("f" + i, FILE);
            send("m" + i, MediaRef.of("f" + i));
        });
        platform.failEverySecond = true;
        for (int round = 0; round < 40; round++) {
            work();
            clock.pass(Duration.ofSeconds(5));
        }
        assertThat(media.of(conversation())).hasSize(20).allMatch(file -> file.state() == MediaState.KEPT);
        // No storm: each file is asked for once more after a pause, not again and again.
        assertThat(platform.opened).isLessThanOrEqualTo(45);
        assertThat(stores.turns().pending(conversation()).orElseThrow().messages())
                .hasSize(20);
    }

    @Test
    void whatThePlatformNoLongerHasIsShownAsGoneWithTheReason() {
        send("m1", MediaRef.of("nothing"));
        work();
        assertThat(media.of(conversation()).get(0).state()).isEqualTo(MediaState.GONE);
        assertThat(media.of(conversation()).get(0).reason()).contains("no such file");
        work();
        assertThat(platform.opened).isEqualTo(1);
    }

    @Test
    void aFileThatNeverEndsIsCutOffAndLeavesNothingBehind() throws IOException {
        platform.files.put("f1", new byte[LARGEST + 1]);
        send("m1", MediaRef.of("f1"));
        work();
        assertThat(media.of(conversation()).get(0).state()).isEqualTo(MediaState.TOO_LARGE);
        assertThat(filesOnDisk()).isEmpty();
    }

    @Test
    void whatIsNotWhatWasAnnouncedIsFetchedAgain() throws Exception {
        platform.files.put("f1", "cut".getBytes(StandardCharsets.UTF_8));
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(FILE);
        send("m1", new MediaRef("f1", null, null, null, Base64.getEncoder().encodeToString(digest)));
        work();
        assertThat(media.of(conversation()).get(0).state()).isEqualTo(MediaState.ARRIVING);
        assertThat(filesOnDisk()).isEmpty();
        platform.files.put("f1", FILE);
        clock.pass(Duration.ofSeconds(2));
        work();
        assertThat(media.of(conversation()).get(0).state()).isEqualTo(MediaState.KEPT);
        send("m2", new MediaRef("f1", null, null, null, HexFormat.of().formatHex(digest)));
        work();
        assertThat(media.of(conversation()).get(1).state()).isEqualTo(MediaState.KEPT);
    }

    @Test
    void aTurnWaitsForAFileForABoundedTime() {
        send("m1", MediaRef.of("f1"));
        Duration patience = Duration.ofSeconds(8);
        assertThat(queue.arriving(conversation(), clock.instant(), patience)).isPresent();
        clock.pass(Duration.ofSeconds(8));
        assertThat(queue.arriving(conversation(), clock.instant(), patience)).isEmpty();
        platform.files.put("f2", FILE);
        send("m2", MediaRef.of("f2"));
        assertThat(queue.arriving(conversation(), clock.instant(), patience)).isPresent();
        work();
        assertThat(queue.arriving(conversation(), clock.instant(), patience)).isEmpty();
    }

    @Test
    void twoNodesNeverFetchTheSameFile() {
        IntStream.range(0, 30).forEach(i -> send("m" + i, MediaRef.of("f" + i)));
        List<Long> claimed = Stream.of(queue, new SqlMediaQueue(database, Duration.ofDays(1)))
                .parallel()
                .flatMap(node -> node.claim(clock.instant(), 30, Duration.ofMinutes(5)).stream())
                .map(ArrivingFile::id)
                .toList();
        assertThat(claimed).doesNotHaveDuplicates();
        clock.pass(Duration.ofMinutes(5));
        assertThat(queue.claim(clock.instant(), 30, Duration.ofMinutes(5)))
                .as("what a node left when it died is taken up")
                .hasSize(30);
    }

    @Test
    void aFileOfADeletedMessageIsRemoved() throws IOException {
        platform.files.put("f1", FILE);
        send("m1", MediaRef.of("f1"));
        work();
        stores.inbox()
                .accept(
                        CONNECTION,
                        "demo",
                        List.of(new ChannelEvent.MessageDeleted(CHAT, "m1", clock.instant())),
                        null,
                        clock.instant());
        assertThat(media.removeEnded()).isEqualTo(1);
        assertThat(filesOnDisk()).isEmpty();
        assertThat(media.removeEnded()).isZero();
    }

    @Test
    void filesEndWhenTheirTimeIsOver() throws IOException {
        platform.files.put("f1", FILE);
        send("m1", MediaRef.of("f1"));
        work();
        clock.pass(Duration.ofDays(90).minusSeconds(1));
        assertThat(media.removeEnded()).isZero();
        clock.pass(Duration.ofSeconds(1));
        assertThat(media.removeEnded()).isEqualTo(1);
        assertThat(filesOnDisk()).isEmpty();
        assertThatThrownBy(() -> media.open(CONNECTION, MediaRef.of("f1")))
                .isInstanceOf(AdapterException.Refused.class);
    }

    private void send(String messageId, MediaRef file) {
        InboundMessage message = new InboundMessage(
                CHAT,
                messageId,
                Sender.of("s"),
                clock.instant(),
                List.of(new Content.Media(MediaKind.DOCUMENT, file, null)));
        stores.inbox()
                .accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, clock.instant());
    }

    private void work() {
        queue.claim(clock.instant(), 100, Duration.ofMinutes(5)).forEach(fetcher::fetch);
    }

    private ConversationId conversation() {
        return database.read(session -> session.first(
                        "select id from conversation where chat_id = 'chat'",
                        row -> new ConversationId(row.getString(1)))
                .orElseThrow());
    }

    private List<Path> filesOnDisk() throws IOException {
        if (!Files.exists(kept())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(kept())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Keeps files as a platform does: now and then it is down, and what it never had it does not have. */
    private static final class FilePlatform extends OneChannel {
        private boolean failEverySecond;
        private int opened;
        private final java.util.Map<String, byte[]> files = new java.util.HashMap<>();

        @Override
        public InputStream open(MediaRef ref) {
            opened++;
            if (failEverySecond && opened % 2 == 1) {
                throw new AdapterException.Unavailable("answered 503", false, null);
            }
            byte[] file = files.get(ref.id());
            if (file == null) {
                throw new AdapterException.Refused("no such file");
            }
            return new ByteArrayInputStream(file);
        }
    }
}
