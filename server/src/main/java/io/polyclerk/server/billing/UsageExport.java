package io.polyclerk.server.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.polyclerk.core.billing.UsageUnit;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.server.persistence.billing.UsageLog.Counted;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Everything that was counted, for whoever wants to count again. Thread-safe. */
public final class UsageExport {

    private static final int ROWS_AT_ONCE = 1_000;

    private final UsageLog usage;

    public UsageExport(UsageLog usage) {
        this.usage = usage;
    }

    /** One unit. @param reverts id of the unit that it gives back @param price what it costs on its invoice */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String id,
            String meter,
            String merchant,
            String conversation,
            String turn,
            Instant at,
            @Nullable String reverts,
            @Nullable String invoice,
            @Nullable String price) {

        static Row of(Counted counted) {
            UsageUnit unit = counted.unit();
            String meter = unit.meter().wireName();
            BigDecimal price = counted.price();
            return new Row(
                    meter + " " + unit.key(),
                    meter,
                    counted.merchant(),
                    unit.conversation(),
                    unit.turn(),
                    unit.at(),
                    unit.reverts() == null ? null : meter + " " + unit.reverts(),
                    counted.invoice(),
                    price == null ? null : price.toPlainString());
        }
    }

    /** Takes rows one after the other. */
    @FunctionalInterface
    private interface Taker {
        void take(Row row) throws IOException;
    }

    private void each(String merchant, Taker taker) throws IOException {
        String after = "";
        List<Counted> page = usage.page(merchant, after, ROWS_AT_ONCE);
        while (!page.isEmpty()) {
            for (Counted counted : page) {
                taker.take(Row.of(counted));
                after = counted.unit().meter().name() + " " + counted.unit().key();
            }
            page = usage.page(merchant, after, ROWS_AT_ONCE);
        }
    }

    /** One JSON object on each line. */
    public void jsonLines(String merchant, OutputStream target) throws IOException {
        each(merchant, row -> target.write((Json.write(row) + "\n").getBytes(StandardCharsets.UTF_8)));
        target.flush();
    }

    /** A table for spreadsheets. Ids and times are ours, so no cell can be a formula. */
    public void csv(String merchant, OutputStream target) throws IOException {
        Writer writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(
                writer,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader("id", "meter", "conversation", "turn", "at", "reverts", "invoice", "price")
                        .get());
        each(
                merchant,
                row -> printer.printRecord(
                        row.id(),
                        row.meter(),
                        row.conversation(),
                        row.turn(),
                        row.at(),
                        row.reverts(),
                        row.invoice(),
                        row.price()));
        printer.flush();
    }
}
