package io.polyclerk.server.exchange;

import io.polyclerk.server.persistence.conversations.ConversationArchive.Ticket;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Tickets as a table for spreadsheets. */
public final class TicketTable {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "id",
                    "state",
                    "priority",
                    "urgent",
                    "kind",
                    "order",
                    "summary",
                    "language",
                    "assignee",
                    "due",
                    "created",
                    "closed",
                    "note",
                    "conversation",
                    "merchant")
            .get();

    private TicketTable() {}

    public static void write(List<Ticket> tickets, OutputStream target) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        CSVPrinter printer = new CSVPrinter(writer, FORMAT);
        for (Ticket ticket : tickets) {
            printer.printRecord(cells(ticket));
        }
        printer.flush();
    }

    private static List<String> cells(Ticket ticket) {
        return Stream.of(
                        text(ticket.id()),
                        ticket.state().name().toLowerCase(Locale.ROOT),
                        text(ticket.priority()),
                        text(ticket.urgent()),
                        ticket.kind(),
                        text(ticket.orderNumber()),
                        ticket.summary(),
                        ticket.language(),
                        text(ticket.assignee()),
                        text(ticket.dueAt()),
                        text(ticket.createdAt()),
                        text(ticket.closedAt()),
                        text(ticket.note()),
                        ticket.conversation(),
                        ticket.merchant())
                .map(CsvLines::harmless)
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
