package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.opencv.core.Rect;

/**
 * Measures photos: draws faults by chance on product pictures, takes photos of them under circumstances, and prints what was found.
 * Arguments: folder of the sample shop's pictures, folder for the catalogue of the set, {@code developed} or {@code reported},
 * products drawn beside the sample shop's; and a folder for the photos that went wrong, which may be missing.
 */
final class PhotoEvaluation {

    private static final double OVERLAP = 0.5;
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    private final Inspection inspection;
    private final Map<String, Count> clean = new TreeMap<>();
    private final Map<String, Count> faulty = new TreeMap<>();
    private final Map<String, Count> sureness = new TreeMap<>();
    private final List<Double> milliseconds = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();
    private final String wrong;

    private static final class Count {
        private int photos;
        private int product;
        private int flagged;
        private int unclear;
        private int placed;
        private int named;
    }

    private PhotoEvaluation(Inspection inspection, String wrong) {
        this.inspection = inspection;
        this.wrong = wrong;
    }

    public static void main(String[] arguments) throws IOException {
        OpenCV.loadLocally();
        Core.setNumThreads(1);
        PhotoSet set =
                new PhotoSet(Path.of(arguments[0]), arguments[2].equals("reported"), Integer.parseInt(arguments[3]));
        List<Catalogue.Entry> catalogue = FaultTraining.Learnt.catalogue(set, Path.of(arguments[1]));
        PhotoEvaluation evaluation = new PhotoEvaluation(
                new Inspection(new ProductFinder(catalogue), FaultEvidence.learnt()),
                arguments.length > 4 ? arguments[4] : "");
        // Whoever has no more time gets the figures of the photos so far.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> evaluation.print(catalogue.size())));
        set.photos(evaluation::count);
    }

    private synchronized void count(PhotoSet.Photo photo) {
        try {
            long before = System.nanoTime();
            long worked = PROCESSOR.getCurrentThreadCpuTime();
            Seen seen = inspection.look(photo.jpeg(), null);
            milliseconds.add((System.nanoTime() - before) / 1e6);
            processor.add((PROCESSOR.getCurrentThreadCpuTime() - worked) / 1e6);
            count(photo, seen);
        } catch (PhotoFile.Unreadable | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void count(PhotoSet.Photo photo, Seen seen) throws IOException {
        boolean placed =
                seen.boxes().stream().anyMatch(box -> photo.truth() != null && overlap(photo.truth(), box) >= OVERLAP);
        boolean flagged = seen.fault().isFault();
        List<String> rows = photo.manner() == null
                ? List.of("| all |", "| " + lower(photo.circumstances()) + " |", "| product: " + photo.kind() + " |")
                : List.of(
                        "| all | |",
                        "| " + photo.fault().wireName() + " | " + photo.manner().name() + " |",
                        "| " + photo.fault().wireName() + " | all |",
                        "| any | product: " + photo.kind() + " |",
                        "| any | photo: " + lower(photo.circumstances()) + " |");
        for (String row : rows) {
            Count count = (photo.manner() == null ? clean : faulty).computeIfAbsent(row, absent -> new Count());
            count.photos++;
            count.product += seen.match()
                            .filter(match -> photo.sku().equals(match.sku()))
                            .isPresent()
                    ? 1
                    : 0;
            count.flagged += flagged ? 1 : 0;
            count.unclear += seen.fault() == Fault.UNCLEAR ? 1 : 0;
            count.placed += placed ? 1 : 0;
            count.named += seen.fault() == photo.fault() ? 1 : 0;
        }
        if (flagged) {
            Count count = sureness.computeIfAbsent(
                    String.format(Locale.ROOT, "%.2f", Math.floor(seen.confidence() * 20) / 20), absent -> new Count());
            count.photos++;
            count.placed += photo.truth() == null ? 0 : 1;
        }
        if (!wrong.isEmpty() && (photo.manner() == null ? flagged : !placed)) {
            Path folder = Files.createDirectories(Path.of(wrong));
            String name =
                    (photo.manner() == null ? "clean" : photo.manner().name().replace(' ', '_')) + "-" + photo.sku()
                            + "-" + photo.circumstances() + "-" + seen.fault();
            Files.write(folder.resolve(name + (flagged ? ".png" : ".jpg")), flagged ? seen.annotated() : photo.jpeg());
        }
    }

    private static String lower(Circumstances.Kind kind) {
        return kind == Circumstances.Kind.ALL
                ? "everything at once"
                : kind.name().toLowerCase(Locale.ROOT);
    }

    private static double overlap(Rect truth, Box box) {
        return FaultTraining.Overlap.of(truth, new Rect(box.x(), box.y(), box.width(), box.height()));
    }

    private synchronized void print(int products) {
        System.out.println(
                "| clean photo | photos | right product | called a fault | unclear |\n|---|---|---|---|---|");
        clean.forEach((row, count) -> System.out.printf(
                "%s %d | %d | %d (%.1f %%) | %d |%n",
                row, count.photos, count.product, count.flagged, 100.0 * count.flagged / count.photos, count.unclear));
        System.out.println(
                "\n| fault | drawn as | photos | right product | called a fault | box right | kind right | unclear |\n|---|---|---|---|---|---|---|---|");
        faulty.forEach((row, count) -> System.out.printf(
                "%s %d | %d | %d (%.0f %%) | %d (%.0f %%) | %d | %d |%n",
                row,
                count.photos,
                count.product,
                count.flagged,
                100.0 * count.flagged / count.photos,
                count.placed,
                100.0 * count.placed / count.photos,
                count.named,
                count.unclear));
        System.out.println("\n| confidence from | called a fault | was one |\n|---|---|---|");
        sureness.forEach((row, count) -> System.out.printf("| %s | %d | %d |%n", row, count.photos, count.placed));
        System.out.printf("%n%d photos looked at, catalogue of %d products%n", milliseconds.size(), products);
        System.out.printf(
                "From file to answer: half within %.0f ms, 95 %% within %.0f ms; processor time: half within %.0f ms, 95 %% within %.0f ms%n",
                quantile(milliseconds, 0.5),
                quantile(milliseconds, 0.95),
                quantile(processor, 0.5),
                quantile(processor, 0.95));
    }

    private static double quantile(List<Double> values, double share) {
        Collections.sort(values);
        return values.get((int) (share * (values.size() - 1)));
    }
}
