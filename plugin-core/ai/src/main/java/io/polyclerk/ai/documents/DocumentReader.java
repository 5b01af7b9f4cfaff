package io.polyclerk.ai.documents;

import io.polyclerk.ai.process.ChildJvm;
import io.polyclerk.ai.process.ChildJvm.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.lucene.util.IOUtils;

/**
 * Reads a file into plain text, in a process of its own: a file that is made to harm harms only that process. Headings come as lines
 * that begin with {@code #}, table rows as one line each. Thread-safe; one file at a time keeps the memory bounded.
 */
public final class DocumentReader {

    private static final String MAIN = "io.polyclerk.reader.ReadDocument";
    private static final int HEAP_MEGABYTES = 256;
    private static final int LONGEST_TEXT = 8_000_000;
    private static final int REFUSED = 10;
    private static final String PROGRESS = "progress ";

    private final ChildJvm child;
    private final Duration limit;

    /** @param classPath where the reader and its parsers are */
    public DocumentReader(String classPath, Duration limit) {
        this.child = new ChildJvm(classPath, HEAP_MEGABYTES, limit);
        this.limit = limit;
    }

    /** What became of a file. */
    public sealed interface Outcome {

        /** @param mediaType what the file is, by its content */
        record Read(String mediaType, String text) implements Outcome {}

        /** @param reason in words that a seller understands; names nothing of the machine */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * @param name under which it was uploaded; only its ending is looked at
     * @param progress gets percent while the file is read
     * @throws InterruptedException when the thread is to stop
     */
    public Outcome read(Path file, String name, IntConsumer progress) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), "read");
            try {
                Path result = folder.resolve("result.txt");
                Ended ended = child.run(
                        folder,
                        MAIN,
                        List.of(file.toAbsolutePath().toString(), endingOf(name), result.toString()),
                        line -> tell(line, progress));
                return outcome(ended, result);
            } finally {
                IOUtils.rm(folder);
            }
        } catch (IOException failure) {
            System.getLogger(DocumentReader.class.getName())
                    .log(System.Logger.Level.ERROR, "a document could not be read", failure);
            return new Outcome.Refused("The file could not be read because of a fault on our side. Please try again.");
        }
    }

    private Outcome outcome(Ended ended, Path result) throws IOException {
        if (ended.killed()) {
            return new Outcome.Refused("Reading the file took longer than " + limit.toSeconds()
                    + " seconds. Please split it or save it anew.");
        }
        if (!Files.exists(result) || (ended.status() != 0 && ended.status() != REFUSED)) {
            return new Outcome.Refused(
                    "The file is damaged or needs more memory than is allowed. Please save it anew or split it.");
        }
        if (Files.size(result) > LONGEST_TEXT) {
            return new Outcome.Refused("The file has more text than can be taken in. Please split it.");
        }
        String content = Files.readString(result, StandardCharsets.UTF_8);
        if (ended.status() == REFUSED) {
            return new Outcome.Refused(content.strip());
        }
        int end = content.indexOf('\n');
        return end < 0
                ? new Outcome.Refused("There is no text in the file. A scan must be made searchable first.")
                : new Outcome.Read(content.substring(0, end), content.substring(end + 1));
    }

    private static void tell(String line, IntConsumer progress) {
        if (line.startsWith(PROGRESS) && line.length() <= PROGRESS.length() + 3) {
            try {
                progress.accept(Math.clamp(Integer.parseInt(line.substring(PROGRESS.length())), 0, 99));
            } catch (NumberFormatException nonsense) {
                // What a library prints is of no interest.
            }
        }
    }

    /** Lower case without the point; empty when it has none or is none. */
    private static String endingOf(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
        return ending.matches("[a-z0-9]{1,8}") && ending.length() < name.length() ? ending : "-";
    }
}
