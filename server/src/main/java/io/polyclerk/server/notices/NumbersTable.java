package io.polyclerk.server.notices;

import io.polyclerk.server.exchange.CsvLines;
import io.polyclerk.server.metrics.ServiceNumbers;
import io.polyclerk.server.metrics.ServiceNumbers.Figure;
import io.polyclerk.server.metrics.ServiceNumbers.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Numbers as a table for spreadsheets: what is counted, of what, and for which part. */
final class NumbersTable {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("part", "name", "number", "value", "count", "of")
            .get();

    private NumbersTable() {}

    static String of(ServiceNumbers numbers) {
        StringBuilder table = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(table, FORMAT)) {
            figure(printer, "fcr", numbers.fcr());
            figure(printer, "handoffShare", numbers.handoffShare());
            figure(printer, "csat", numbers.csat());
            figure(printer, "localShare", numbers.localShare());
            figure(printer, "reopenedWithin7Days", numbers.reopenedWithin7Days());
            figure(printer, "ticketShare", numbers.ticketShare());
            figure(printer, "understoodShare", numbers.understoodShare());
            figure(printer, "medianAgentAnswerSeconds", numbers.medianAgentAnswerSeconds());
            figure(printer, "medianBotAnswerSeconds", numbers.medianBotAnswerSeconds());
            for (ServiceNumbers.Day day : numbers.days()) {
                part(printer, "day", new Part(day.day().toString(), day.contacts(), day.handedOff(), day.solved()));
            }
            parts(printer, "intent", numbers.intents());
            parts(printer, "language", numbers.languages());
            parts(printer, "connection", numbers.connections());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return table.toString();
    }

    private static void figure(CSVPrinter printer, String name, Figure figure) throws IOException {
        row(printer, "all", "", name, figure.value(), figure.count(), figure.of());
    }

    private static void parts(CSVPrinter printer, String kind, List<Part> parts) throws IOException {
        for (Part one : parts) {
            part(printer, kind, one);
        }
    }

    private static void part(CSVPrinter printer, String kind, Part part) throws IOException {
        row(printer, kind, part.name(), "contacts", null, part.contacts(), part.contacts());
        row(printer, kind, part.name(), "handoffShare", null, part.handedOff(), part.contacts());
        row(printer, kind, part.name(), "fcr", null, part.solved(), part.contacts());
    }

    private static void row(
            CSVPrinter printer, String part, String name, String number, @Nullable Double value, long count, long of)
            throws IOException {
        printer.printRecord(part, CsvLines.harmless(name), number, value == null ? "" : value.toString(), count, of);
    }
}
