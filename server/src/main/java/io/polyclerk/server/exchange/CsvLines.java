package io.polyclerk.server.exchange;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.archive.ArchiveLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.ActionLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.ConversationLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.EventLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.MessageLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.NoteLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.TicketLine;
import io.polyclerk.spi.message.Content;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A table for spreadsheets: one row for each line, with the columns that people ask for. It is for reading; it cannot be imported. */
public final class CsvLines {

    /** Columns in their order. */
    private enum Column {
        TYPE,
        ID,
        CONVERSATION,
        CONNECTION,
        MERCHANT,
        CHAT,
        AT,
        AUTHOR,
        AGENT,
        LANGUAGE,
        TEXT,
        INTENTS,
        STATE,
        KIND,
        ORDER_NUMBER,
        URGENT,
        NOTE,
        CLOSED_AT
    }

    private CsvLines() {}

    /**
     * @param merchant null for all
     * @param mark whether it begins with a byte order mark, without which some spreadsheets take the text for Latin-1
     */
    public static void write(ArchiveExport export, @Nullable String merchant, boolean mark, OutputStream target)
            throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        if (mark) {
            writer.write('\uFEFF');
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(java.util.Arrays.stream(Column.values())
                        .map(column -> column.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new))
                .get();
        try {
            CSVPrinter printer = new CSVPrinter(writer, format);
            export.each(merchant, line -> put(line, printer));
            printer.flush();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private static void put(ArchiveLine line, CSVPrinter printer) {
        Map<Column, Object> row = rowOf(line);
        List<String> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            Object value = row.get(column);
            cells.add(value == null ? "" : harmless(value.toString()));
        }
        try {
            printer.printRecord(cells);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text. */
    public static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static Map<Column, Object> rowOf(ArchiveLine line) {
        Map<Column, Object> row = new EnumMap<>(Column.class);
        switch (line) {
            case ConversationLine conversation -> conversation(conversation, row);
            case MessageLine message -> message(message, row);
            case TicketLine ticket -> ticket(ticket, row);
            case NoteLine note -> {
                head(row, "note", note.id(), note.conversation());
                row.put(Column.AT, note.at());
                row.put(Column.AGENT, note.author());
                row.put(Column.TEXT, note.text());
            }
            case EventLine event -> {
                head(row, "event", event.id(), event.conversation());
                row.put(Column.AT, event.at());
                row.put(Column.MERCHANT, event.merchant());
                row.put(Column.KIND, event.kind());
                row.put(Column.TEXT, event.details());
            }
            case ArchiveLine.ConsentLine consent -> {
                head(row, "consent", consent.id(), consent.conversation());
                row.put(Column.AT, consent.at());
                row.put(Column.LANGUAGE, consent.language());
                row.put(Column.TEXT, consent.answer());
                row.put(Column.STATE, consent.state());
                row.put(Column.KIND, consent.purposes());
                row.put(Column.NOTE, consent.question());
            }
            case ActionLine action -> {
                head(row, "action", action.id(), action.conversation());
                row.put(Column.MERCHANT, action.merchant());
                row.put(Column.AT, action.proposedAt());
                row.put(Column.LANGUAGE, action.language());
                row.put(Column.STATE, lower(action.state()));
                row.put(Column.KIND, ActionKind.of(action.action()).wireName());
                row.put(Column.ORDER_NUMBER, action.orderNumber());
                row.put(Column.NOTE, action.reason());
            }
            case ArchiveLine.Begin begin -> {}
            case ArchiveLine.End end -> {}
        }
        return row;
    }

    private static void conversation(ConversationLine line, Map<Column, Object> row) {
        head(row, "conversation", line.id(), line.id());
        row.put(Column.CONNECTION, line.connection());
        row.put(Column.MERCHANT, line.merchant());
        row.put(Column.CHAT, line.chatId());
        row.put(Column.AT, line.createdAt());
        row.put(Column.AGENT, line.agent());
        row.put(Column.LANGUAGE, line.language());
        row.put(Column.STATE, lower(line.holder()));
    }

    private static void message(MessageLine line, Map<Column, Object> row) {
        head(row, "message", line.id(), line.conversation());
        row.put(Column.CONNECTION, line.connection());
        row.put(Column.AT, line.at());
        row.put(Column.AUTHOR, lower(line.author()));
        row.put(Column.AGENT, line.agent());
        row.put(Column.TEXT, line.contents().stream().map(CsvLines::words).collect(Collectors.joining("\n")));
        row.put(Column.STATE, lower(line.state()));
        Interpretation meaning = line.interpretation();
        if (meaning != null) {
            row.put(Column.LANGUAGE, meaning.language());
            row.put(
                    Column.INTENTS,
                    meaning.intents().stream()
                            .map(scored -> scored.intent().wireName())
                            .collect(Collectors.joining(" ")));
        }
    }

    private static void ticket(TicketLine line, Map<Column, Object> row) {
        head(row, "ticket", line.id(), line.conversation());
        row.put(Column.MERCHANT, line.merchant());
        row.put(Column.AT, line.createdAt());
        row.put(Column.LANGUAGE, line.language());
        row.put(Column.TEXT, line.summary());
        row.put(Column.STATE, lower(line.state()));
        row.put(Column.KIND, line.kind());
        row.put(Column.ORDER_NUMBER, line.orderNumber());
        row.put(Column.URGENT, line.urgent());
        row.put(Column.NOTE, line.note());
        row.put(Column.CLOSED_AT, line.closedAt());
    }

    private static void head(Map<Column, Object> row, String type, Object id, @Nullable String conversation) {
        row.put(Column.TYPE, type);
        row.put(Column.ID, id);
        row.put(Column.CONVERSATION, conversation);
    }

    private static @Nullable String lower(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text text -> text.text();
            case Content.Choice choice -> choice.prompt();
            case Content.Selection selection -> selection.label();
            case Content.Card card -> card.title();
            case Content.Media media ->
                "[" + lower(media.kind()) + "] " + (media.caption() == null ? "" : media.caption());
            case Content.Location location -> location.latitude() + ", " + location.longitude();
            case Content.PhoneNumber phone -> phone.number();
            case Content.Unsupported unsupported -> "[" + unsupported.platformType() + "]";
        };
    }
}
