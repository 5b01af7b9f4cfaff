package io.polyclerk.server.knowledge;

import io.polyclerk.ai.documents.DocumentReader;
import io.polyclerk.ai.documents.DocumentReader.Outcome;
import io.polyclerk.ai.retrieval.PieceCutter;
import io.polyclerk.ai.retrieval.ShopText.Piece;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.persistence.knowledge.SqlLibrary;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Entry;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Kind;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Takes files of sellers in: kept in a folder until they are read, one after the other, in a process of their own. The text is kept, the
 * file is not. Thread-safe.
 */
public final class Documents implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Documents.class.getName());
    private static final int MOST_PIECES = 5_000;
    private static final int SAMPLE = 500;
    private static final int STEP = 10;
    private static final String UNKNOWN = "und";

    private final Path folder;
    private final SqlLibrary library;
    private final DocumentReader reader;
    private final Interpreter interpreter;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("polyclerk-documents").daemon(true).factory());

    /** @param folder for files that wait to be read */
    public Documents(Path folder, SqlLibrary library, DocumentReader reader, Interpreter interpreter, Clock clock) {
        this.folder = folder;
        this.library = library;
        this.reader = reader;
        this.interpreter = interpreter;
        this.clock = clock;
    }

    /**
     * Takes a file in; it is read later. Once it has been read it takes the place of an earlier file with its name.
     *
     * @param language of the text; null when it is to be recognised
     * @param page where shoppers can read it; null when nowhere
     */
    public Entry add(
            String merchant, String name, @Nullable String language, @Nullable String page, InputStream content) {
        String id = "file-" + UUID.randomUUID();
        Path file = folder.resolve(id);
        try {
            Files.copy(content, file);
            Entry entry = new Entry(
                    id,
                    merchant,
                    Kind.FILE,
                    name,
                    language == null ? UNKNOWN : language,
                    page,
                    null,
                    State.WAITING,
                    0,
                    null,
                    id,
                    clock.instant());
            library.save(entry);
            worker.execute(() -> read(entry, file));
            return entry;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads what a stop or a crash has left unread. */
    public void resume() {
        for (Entry entry : library.unread()) {
            Path file = folder.resolve(entry.id());
            if (Files.exists(file)) {
                worker.execute(() -> read(entry, file));
            }
        }
    }

    private void read(Entry entry, Path file) {
        try {
            int[] told = {0};
            library.save(entry.with(State.READING, 0), List.of(), true);
            Outcome outcome = reader.read(file, entry.title(), percent -> {
                if (percent >= told[0] + STEP) {
                    told[0] = percent;
                    library.save(entry.with(State.READING, percent), List.of(), true);
                }
            });
            switch (outcome) {
                case Outcome.Refused refused -> library.save(entry.refused(refused.reason()), List.of(), true);
                case Outcome.Read read -> take(entry, read);
            }
            Files.deleteIfExists(file);
        } catch (InterruptedException stopping) {
            // The file stays, and is read at the next start.
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(System.Logger.Level.ERROR, "document " + entry.id() + " could not be taken in", failure);
        }
    }

    private void take(Entry entry, Outcome.Read read) {
        String language = entry.language().equals(UNKNOWN)
                ? interpreter
                        .interpret(
                                read.text()
                                        .substring(
                                                0, Math.min(SAMPLE, read.text().length())),
                                new Interpreter.Hints(entry.merchant(), Set.of(), null, false, null))
                        .language()
                : entry.language();
        List<Piece> pieces = new PieceCutter(language).cut(read.text());
        if (pieces.size() > MOST_PIECES) {
            library.save(
                    entry.refused("The file has more text than can be taken in. Please split it."), List.of(), true);
            return;
        }
        if (library.save(entry.ready(read.mediaType(), language), pieces, true)) {
            library.all(entry.merchant()).stream()
                    .filter(other -> other.kind() == Kind.FILE && other.title().equals(entry.title()))
                    // The database keeps times less finely than the clock gives them: by its time alone it would be
                    // older than itself.
                    .filter(other -> !other.id().equals(entry.id()))
                    .filter(other -> other.changedAt().isBefore(entry.changedAt()))
                    .forEach(older -> library.delete(older.id()));
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
