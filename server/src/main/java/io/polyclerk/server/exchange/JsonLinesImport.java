package io.polyclerk.server.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.polyclerk.server.persistence.archive.ArchiveImport;
import io.polyclerk.server.persistence.archive.ArchiveImport.Numbered;
import io.polyclerk.server.persistence.archive.ArchiveLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.ActionLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.Begin;
import io.polyclerk.server.persistence.archive.ArchiveLine.ConversationLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.End;
import io.polyclerk.server.persistence.archive.ArchiveLine.EventLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.MessageLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.NoteLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.TicketLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes a file of {@link JsonLines} in. It is read twice: whether all of it can be taken is known before anything is. Thread-safe. */
public final class JsonLinesImport {

    private static final int LINES_AT_ONCE = 100;

    private final ArchiveImport archive;

    public JsonLinesImport(ArchiveImport archive) {
        this.archive = archive;
    }

    /** @param stored lines that were not there before @param known lines that were */
    public record Count(long stored, long known) {
        Count plus(long newLines, long knownLines) {
            return new Count(stored + newLines, known + knownLines);
        }
    }

    /** @return counts by type of line */
    public synchronized Map<String, Count> take(Path file) throws IOException {
        check(file).forEach(archive::reserve);
        Map<String, Count> counts = new TreeMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            List<ArchiveLine> lines = new ArrayList<>();
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                ArchiveLine line = text.isBlank() ? null : JsonLines.read(text);
                if (line == null || typeOf(line) == null) {
                    continue;
                }
                boolean isOther = !lines.isEmpty() && lines.get(0).getClass() != line.getClass();
                if (isOther || lines.size() == LINES_AT_ONCE) {
                    store(lines, counts);
                }
                lines.add(line);
            }
            store(lines, counts);
        }
        return counts;
    }

    private void store(List<ArchiveLine> lines, Map<String, Count> counts) {
        if (lines.isEmpty()) {
            return;
        }
        int stored = archive.store(List.copyOf(lines));
        int known = lines.size() - stored;
        counts.compute(
                String.valueOf(typeOf(lines.get(0))),
                (type, count) -> (count == null ? new Count(0, 0) : count).plus(stored, known));
        lines.clear();
    }

    /** @return the highest id of each table */
    private Map<Numbered, Long> check(Path file) throws IOException {
        Check check = new Check();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                check.line(text);
            }
        } catch (CharacterCodingException notText) {
            throw new RefusedImportException(check.number + 1, "is not UTF-8", false);
        }
        check.end();
        return check.highest;
    }

    /** What is known of a file while it is read for the first time. */
    private final class Check {

        private final Set<String> conversations = new HashSet<>();
        private final Map<Numbered, Long> highest = new EnumMap<>(Numbered.class);
        private long number;
        private long counted;
        private boolean begun;
        private @Nullable Long declared;

        void line(String text) {
            number++;
            if (text.isBlank()) {
                return;
            }
            ArchiveLine line = parsed(text);
            switch (line) {
                case Begin begin -> begin(begin);
                case End end -> declared = end.lines();
                case ConversationLine conversation -> conversations.add(conversation.id());
                case MessageLine message -> numbered(Numbered.MESSAGE, message.id());
                case TicketLine ticket -> numbered(Numbered.TICKET, ticket.id());
                case NoteLine note -> numbered(Numbered.NOTE, note.id());
                case ArchiveLine.ConsentLine consent -> numbered(Numbered.CONSENT, consent.id());
                case EventLine event -> numbered(Numbered.EVENT, event.id());
                case ActionLine action -> {}
            }
            counted += typeOf(line) == null ? 0 : 1;
            archive.conflict(line, conversations::contains).ifPresent(what -> {
                throw new RefusedImportException(number, what, true);
            });
        }

        private ArchiveLine parsed(String text) {
            try {
                return JsonLines.read(text);
            } catch (JsonProcessingException malformed) {
                Throwable cause = malformed.getCause();
                String what = cause instanceof IllegalArgumentException refused && refused.getMessage() != null
                        ? refused.getMessage()
                        : "is no line of an export, or a field is missing or malformed";
                throw new RefusedImportException(number, what, false);
            }
        }

        private void begin(Begin begin) {
            begun = true;
            if (begin.version() != JsonLines.VERSION) {
                throw new RefusedImportException(
                        number, "is of version " + begin.version() + ", known is " + JsonLines.VERSION, false);
            }
        }

        private void numbered(Numbered table, long id) {
            highest.merge(table, id, Math::max);
        }

        void end() {
            if (counted == 0 && !begun) {
                throw new RefusedImportException(number, "the file is empty", false);
            }
            if (begun && declared == null) {
                throw new RefusedImportException(number, "the file was cut off: its last line is missing", false);
            }
            if (declared != null && declared != counted) {
                throw new RefusedImportException(
                        number, "the file was cut: it has " + counted + " of " + declared + " lines", false);
            }
        }
    }

    /** Null for lines that stand for no row. */
    private static @Nullable String typeOf(ArchiveLine line) {
        return switch (line) {
            case ConversationLine conversation -> "conversations";
            case MessageLine message -> "messages";
            case TicketLine ticket -> "tickets";
            case NoteLine note -> "notes";
            case ArchiveLine.ConsentLine consent -> "consents";
            case EventLine event -> "events";
            case ActionLine action -> "actions";
            case Begin begin -> null;
            case End end -> null;
        };
    }
}
