package io.polyclerk.ai.vision;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nu.pattern.OpenCV;
import org.opencv.core.Core;

/**
 * Measures photos: draws faults by chance on product pictures, takes photos of them under circumstances, and prints what was found.
 *
 * <p>Arguments: folder of the sample shop's pictures, folder of the set (catalogue and findings are kept there), {@code developed},
 * {@code reported} or {@code plain}, products drawn beside the sample shop's, {@code true} to go on where the last run stopped, and the
 * most photos to look at. Properties: {@code photos.wrong}, a folder for the photos that went wrong; {@code photos.server} and
 * {@code photos.token}, to ask a running server instead.
 */
final class PhotoEvaluation {

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Looker looker;
    private final Path kept;
    private final String wrong;
    private final int most;
    private final Map<String, PhotoFinding> findings = new LinkedHashMap<>();

    /** Who looks at a photo. */
    interface Looker {
        Seen look(byte[] photo) throws IOException, PhotoFile.Unreadable;
    }

    private PhotoEvaluation(Looker looker, Path kept, int most) {
        this.looker = looker;
        this.kept = kept;
        this.most = most;
        this.wrong = System.getProperty("photos.wrong", "");
    }

    public static void main(String[] arguments) throws IOException {
        OpenCV.loadLocally();
        Core.setNumThreads(1);
        Path folder = Path.of(arguments[1]);
        Photographed set = set(arguments[2], Path.of(arguments[0]), Integer.parseInt(arguments[3]));
        List<Catalogue.Entry> catalogue = FaultTraining.Learnt.catalogue(set, folder);
        String server = System.getProperty("photos.server", "");
        Inspection inspection = new Inspection(new ProductFinder(catalogue), FaultEvidence.learnt());
        PhotoEvaluation evaluation = new PhotoEvaluation(
                server.isEmpty()
                        ? photo -> inspection.look(photo, null)
                        : new AskedServer(server, System.getProperty("photos.token", "")),
                folder.resolve("findings.jsonl"),
                Integer.parseInt(arguments[5]));
        evaluation.begin(Boolean.parseBoolean(arguments[4]));
        // Whoever has no more time gets the figures of the photos so far.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> evaluation.print(catalogue.size())));
        set.photos(evaluation::isWanted, evaluation::count);
    }

    private static Photographed set(String name, Path samples, int drawn) throws IOException {
        return switch (name) {
            case "developed" -> new PhotoSet(samples, false, drawn);
            case "reported" -> new PhotoSet(samples, true, drawn);
            case "plain" -> new PlainSet(samples);
            default -> throw new IllegalArgumentException("no set is called " + name);
        };
    }

    private void begin(boolean further) throws IOException {
        if (!further) {
            Files.deleteIfExists(kept);
        } else if (Files.exists(kept)) {
            for (String line : Files.readAllLines(kept)) {
                PhotoFinding finding = JSON.readValue(line, PhotoFinding.class);
                findings.put(finding.photo(), finding);
            }
        }
    }

    private synchronized boolean isWanted(String photo) {
        return findings.size() < most && !findings.containsKey(photo);
    }

    private synchronized void count(Photographed.Photo photo) {
        try {
            long before = System.nanoTime();
            long worked = PROCESSOR.getCurrentThreadCpuTime();
            Seen seen = looker.look(photo.file());
            PhotoFinding finding = PhotoFinding.of(
                    photo,
                    seen,
                    (System.nanoTime() - before) / 1e6,
                    (PROCESSOR.getCurrentThreadCpuTime() - worked) / 1e6);
            findings.put(finding.photo(), finding);
            Files.writeString(
                    kept,
                    JSON.writeValueAsString(finding) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            if (!wrong.isEmpty() && finding.wrong()) {
                keep(photo, finding, seen);
            }
        } catch (PhotoFile.Unreadable | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void keep(Photographed.Photo photo, PhotoFinding finding, Seen seen) throws IOException {
        Path folder = Files.createDirectories(Path.of(wrong));
        String name = photo.name().replace('/', '-').replace(' ', '_') + "-" + seen.fault();
        Files.write(
                folder.resolve(name + (finding.flagged() ? ".png" : ".jpg")),
                finding.flagged() ? seen.annotated() : photo.file());
    }

    private synchronized void print(int products) {
        new PhotoTables(findings.values(), System.out).print(products);
    }
}
