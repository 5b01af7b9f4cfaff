package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.OrderAction;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The store's own file: the day the shop was opened and every change since. It is replaced as a whole, so after a crash it holds
 * either all of a change or nothing of it.
 */
final class ChangeLog {

    private final Path file;
    private final Clock clock;

    /** One performed action. */
    record Change(String key, Instant at, OrderAction action) {}

    /** What the file holds. */
    record History(LocalDate openedOn, List<Change> changes) {
        History {
            changes = List.copyOf(changes);
        }
    }

    ChangeLog(Path home, Clock clock) {
        this.file = home.resolve("samplestore.json");
        this.clock = clock;
    }

    /** Opens the shop today when there is no file yet. */
    History read() {
        if (!Files.exists(file)) {
            History fresh = new History(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), List.of());
            write(fresh);
            return fresh;
        }
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return new RecordJson(LocalDate.EPOCH).read(reader.readObject(), History.class);
        } catch (IOException | RuntimeException unreadable) {
            throw new AdapterException.Unavailable("the sample store's file cannot be read", false, unreadable);
        }
    }

    void write(History history) {
        try {
            Files.createDirectories(file.getParent());
            Path draft = file.resolveSibling("samplestore.json.new");
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes =
                        StandardCharsets.UTF_8.encode(RecordJson.write(history).toString());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            keepFolder();
        } catch (IOException failed) {
            throw new AdapterException.Unavailable("the sample store's file cannot be written", true, failed);
        }
    }

    /** Makes the new name of the file survive a power cut; only POSIX systems can open a folder for that. */
    private void keepFolder() throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
