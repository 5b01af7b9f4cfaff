package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Fault;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Prints what was found as tables. */
final class PhotoTables {

    private static final double[] CONFIDENCES = {0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01};

    private final Collection<PhotoFinding> findings;
    private final PrintStream out;

    PhotoTables(Collection<PhotoFinding> findings, PrintStream out) {
        this.findings = findings;
        this.out = out;
    }

    void print(int products) {
        if (findings.isEmpty()) {
            return;
        }
        clean();
        faulty();
        reliability();
        out.printf("%n%d photos looked at, catalogue of %d products%n", findings.size(), products);
        out.printf(
                Locale.ROOT,
                "From file to answer: half within %.0f ms, 95 %% within %.0f ms; processor time: half within %.0f ms, 95 %% within %.0f ms%n",
                quantile(PhotoFinding::milliseconds, 0.5),
                quantile(PhotoFinding::milliseconds, 0.95),
                quantile(PhotoFinding::worked, 0.5),
                quantile(PhotoFinding::worked, 0.95));
    }

    private void clean() {
        Map<String, List<PhotoFinding>> rows = new TreeMap<>();
        for (PhotoFinding finding : findings) {
            if (finding.manner() == null) {
                add(rows, "| all", finding);
                add(rows, "| photo: " + finding.circumstances(), finding);
                add(rows, "| product: " + finding.kind(), finding);
            }
        }
        out.println("| clean photo | photos | right product | called a fault | unclear |\n|---|---|---|---|---|");
        rows.forEach((row, of) -> out.printf(
                Locale.ROOT,
                "%s | %d | %d | %d (%.1f %%) | %d |%n",
                row,
                of.size(),
                count(of, PhotoFinding::matched),
                count(of, PhotoFinding::flagged),
                100.0 * count(of, PhotoFinding::flagged) / of.size(),
                count(of, finding -> finding.seen() == Fault.UNCLEAR)));
    }

    private void faulty() {
        Map<String, List<PhotoFinding>> rows = new TreeMap<>();
        for (PhotoFinding finding : findings) {
            if (finding.manner() != null) {
                String fault = finding.truth().wireName();
                add(rows, "| all |", finding);
                add(rows, "| " + fault + " | " + finding.manner(), finding);
                add(rows, "| " + fault + " | all", finding);
                add(rows, "| any | product: " + finding.kind(), finding);
                add(rows, "| any | photo: " + finding.circumstances(), finding);
            }
        }
        out.println(
                "\n| fault | drawn as | photos | right product | called a fault | box right | kind right | unclear |\n|---|---|---|---|---|---|---|---|");
        rows.forEach((row, of) -> out.printf(
                Locale.ROOT,
                "%s | %d | %d | %d (%.0f %%) | %d (%.0f %%) | %d | %d |%n",
                row,
                of.size(),
                count(of, PhotoFinding::matched),
                count(of, PhotoFinding::flagged),
                100.0 * count(of, PhotoFinding::flagged) / of.size(),
                count(of, PhotoFinding::placed),
                100.0 * count(of, PhotoFinding::placed) / of.size(),
                count(of, finding -> finding.seen() == finding.truth()),
                count(of, finding -> finding.seen() == Fault.UNCLEAR)));
    }

    /** Whether those of whom it is said with a confidence are right as often as that. */
    private void reliability() {
        out.println(
                "\n| confidence | mean | called a fault | was one | of this kind | box right |\n|---|---|---|---|---|---|");
        for (int i = 0; i + 1 < CONFIDENCES.length; i++) {
            double from = CONFIDENCES[i];
            double to = CONFIDENCES[i + 1];
            List<PhotoFinding> of = findings.stream()
                    .filter(finding -> finding.flagged() && finding.confidence() >= from && finding.confidence() < to)
                    .toList();
            if (!of.isEmpty()) {
                out.printf(
                        Locale.ROOT,
                        "| %.2f to %.2f | %.2f | %d | %d (%.0f %%) | %d | %d |%n",
                        from,
                        Math.min(1, to),
                        of.stream()
                                .mapToDouble(PhotoFinding::confidence)
                                .average()
                                .orElse(0),
                        of.size(),
                        count(of, finding -> finding.manner() != null),
                        100.0 * count(of, finding -> finding.manner() != null) / of.size(),
                        count(of, finding -> finding.seen() == finding.truth()),
                        count(of, PhotoFinding::placed));
            }
        }
    }

    private static void add(Map<String, List<PhotoFinding>> rows, String row, PhotoFinding finding) {
        rows.computeIfAbsent(row, absent -> new ArrayList<>()).add(finding);
    }

    private static long count(List<PhotoFinding> of, Predicate<PhotoFinding> what) {
        return of.stream().filter(what).count();
    }

    private double quantile(ToDoubleFunction<PhotoFinding> value, double share) {
        List<PhotoFinding> sorted =
                findings.stream().sorted(Comparator.comparingDouble(value)).toList();
        return value.applyAsDouble(sorted.get((int) (share * (sorted.size() - 1))));
    }
}
