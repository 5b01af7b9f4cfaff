package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Measures photos: draws faults by chance on product pictures, takes photos of them under circumstances, and prints what was found.
 * Arguments: a folder of product pictures, {@code held-out} or {@code tuning}, photos of each fault and product, and a seed.
 */
public final class PhotoEvaluation {

    private static final double OVERLAP = 0.5;
    private static final List<Fault> DRAWN =
            List.of(Fault.SCRATCH, Fault.CRACK, Fault.STAIN, Fault.DENT, Fault.TEAR, Fault.MISSING_PART, Fault.NONE);

    private final Inspection inspection;
    private final Map<String, Mat> pictures;
    private final Map<String, Count> counts = new TreeMap<>();
    private final List<Double> milliseconds = new ArrayList<>();

    private static final class Count {
        private int photos;
        private int product;
        private int flagged;
        private int placed;
        private int named;
    }

    private PhotoEvaluation(Inspection inspection, Map<String, Mat> pictures) {
        this.inspection = inspection;
        this.pictures = pictures;
    }

    public static void main(String[] arguments) throws IOException, PhotoFile.Unreadable {
        OpenCV.loadLocally();
        Core.setNumThreads(1);
        Catalogue catalogue = new Catalogue(Files.createTempDirectory("catalogue"));
        Map<String, Mat> pictures = new TreeMap<>();
        for (Path file : pictures(Path.of(arguments[0]))) {
            String sku = String.valueOf(file.getFileName()).replace(".png", "");
            catalogue.learn(sku, sku, sku, sku, Files.readAllBytes(file));
            // The half that nobody looked at while the limits were set is held out.
            if (Math.floorMod(sku.hashCode(), 2) == (arguments[1].equals("tuning") ? 0 : 1)) {
                pictures.put(sku, Imgcodecs.imread(file.toString()));
            }
        }
        PhotoEvaluation evaluation =
                new PhotoEvaluation(new Inspection(new ProductFinder(catalogue.entries())), pictures);
        evaluation.run(Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
        evaluation.print(System.out, catalogue.entries().size());
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    private void run(int each, long seed) throws PhotoFile.Unreadable {
        for (Map.Entry<String, Mat> picture : pictures.entrySet()) {
            for (Fault fault : DRAWN) {
                for (int i = 0; i < each; i++) {
                    long own = seed * 1_000_003L + picture.getKey().hashCode() * 31L + fault.ordinal() * 7L + i;
                    count(picture.getKey(), new PhotoPainter(own).paint(picture.getValue(), fault));
                }
            }
        }
    }

    private void count(String sku, PhotoPainter.Photo photo) throws PhotoFile.Unreadable {
        Rect truth = photo.truth();
        if (photo.fault().isFault() && truth == null) {
            return;
        }
        long before = System.nanoTime();
        Seen seen = inspection.look(photo.jpeg(), null);
        milliseconds.add((System.nanoTime() - before) / 1e6);
        boolean product = seen.match().filter(match -> sku.equals(match.sku())).isPresent();
        boolean placed = truth != null && seen.boxes().stream().anyMatch(box -> overlap(truth, box) >= OVERLAP);
        String kind = sku.replaceFirst("-.*", "");
        for (String row :
                List.of(photo.fault().wireName() + " | all", photo.fault().wireName() + " | " + kind)) {
            Count count = counts.computeIfAbsent(row, absent -> new Count());
            count.photos++;
            count.product += product ? 1 : 0;
            count.flagged += seen.fault().isFault() ? 1 : 0;
            count.placed += placed ? 1 : 0;
            count.named += seen.fault() == photo.fault() ? 1 : 0;
        }
    }

    private static double overlap(Rect truth, Box box) {
        double width = Math.min(truth.x + truth.width, box.x() + box.width()) - Math.max(truth.x, box.x());
        double height = Math.min(truth.y + truth.height, box.y() + box.height()) - Math.max(truth.y, box.y());
        double both = Math.max(0, width) * Math.max(0, height);
        return both / (truth.area() + (double) box.width() * box.height() - both);
    }

    private void print(PrintStream out, int products) {
        out.println("| drawn | products | photos | right product | called a fault | box right | kind right |");
        out.println("|---|---|---|---|---|---|---|");
        counts.forEach((row, count) -> out.printf(
                "| %s | %d | %d | %d | %d | %d |%n",
                row, count.photos, count.product, count.flagged, count.placed, count.named));
        Collections.sort(milliseconds);
        out.printf(
                "%nCatalogue of %d products; %d photos; half within %.0f ms, 95 %% within %.0f ms, on one core%n",
                products, milliseconds.size(), milliseconds.get(milliseconds.size() / 2), milliseconds.get((int)
                        (milliseconds.size() * 0.95)));
    }
}
