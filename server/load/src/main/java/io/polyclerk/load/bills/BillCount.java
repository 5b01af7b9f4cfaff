package io.polyclerk.load.bills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts bills again, to the last coin, and says where it comes to something else. */
public final class BillCount {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<String, Talk>> talks = new TreeMap<>();
    private int turns;

    private BillCount() {}

    /**
     * What was counted and compared.
     *
     * @param turns in the export
     * @param units conversations, solved ones, actions and what was taken back of them
     * @param late units that are not on the bill of their month but on a later one
     * @param sums of all bills, by currency
     * @param wrong what does not agree; empty when everything does
     */
    public record Report(
            int turns,
            int merchants,
            int bills,
            int lines,
            int units,
            int late,
            Map<String, BigDecimal> sums,
            List<String> wrong) {}

    /**
     * Usage: a folder with {@code export.jsonl} and {@code bills/<merchant>.json}, or the address of a server and a merchant, with
     * {@code POLYCLERK_TOKEN} in the environment. Ends with 1 when something does not agree.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        if (arguments[0].startsWith("http")) {
            folder = Files.createTempDirectory("polyclerk-bills");
            BillFiles.fetch(arguments[0], System.getenv("POLYCLERK_TOKEN"), arguments[1], folder);
            System.out.println("fetched to " + folder);
        }
        Report report = of(folder);
        System.out.printf(
                "%d turns of %d merchants; %d bills with %d lines and %d units, %d of them late; %s%n",
                report.turns(),
                report.merchants(),
                report.bills(),
                report.lines(),
                report.units(),
                report.late(),
                report.sums());
        report.wrong().forEach(System.out::println);
        System.out.println(report.wrong().isEmpty() ? "everything agrees" : "NOT EVERYTHING AGREES");
        System.exit(report.wrong().isEmpty() ? 0 : 1);
    }

    /** @param folder with {@code export.jsonl} and {@code bills/<merchant>.json} */
    public static Report of(Path folder) throws IOException {
        BillCount count = new BillCount();
        try (BufferedReader export = Files.newBufferedReader(folder.resolve("export.jsonl"))) {
            for (String line = export.readLine(); line != null; line = export.readLine()) {
                count.take(line);
            }
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder.resolve("bills"))) {
            files = found.sorted().toList();
        }
        int[] sums = new int[4];
        Map<String, BigDecimal> money = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Path file : files) {
            JsonNode told = JSON.readTree(file.toFile());
            String merchant = told.at("/account/merchant").asText();
            Ledger.Found found = new Ledger(merchant, told, count.units(merchant)).check();
            sums[0] += found.bills();
            sums[1] += found.lines();
            sums[2] += found.units();
            sums[3] += found.late();
            found.sums().forEach((currency, sum) -> money.merge(currency, sum, BigDecimal::add));
            wrong.addAll(found.wrong());
        }
        return new Report(count.turns, files.size(), sums[0], sums[1], sums[2], sums[3], money, wrong);
    }

    private void take(String line) throws IOException {
        // Words of messages are most of an export and say nothing of bills.
        if (!line.contains("\"type\":\"event\"") && !line.contains("\"type\":\"ticket\"")) {
            return;
        }
        JsonNode read = JSON.readTree(line);
        if (!read.hasNonNull("conversation")) {
            return;
        }
        Talk talk = talks.computeIfAbsent(read.path("merchant").asText(), absent -> new HashMap<>())
                .computeIfAbsent(read.path("conversation").asText(), Talk::new);
        if (read.path("type").asText().equals("ticket")) {
            talk.ticket(read);
        } else if (read.path("type").asText().equals("event")) {
            talk.event(read);
            turns += read.path("kind").asText().equals("turn") ? 1 : 0;
        }
    }

    private List<Unit> units(String merchant) {
        return talks.getOrDefault(merchant, Map.of()).values().stream()
                .flatMap(talk -> talk.units().stream())
                .toList();
    }
}
