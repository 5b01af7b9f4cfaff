package io.polyclerk.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.server.exchange.JsonLines;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.archive.ArchiveImport;
import io.polyclerk.server.persistence.archive.ArchiveLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.ConversationLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.EventLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.TicketLine;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the numbers of a simulated month take. Not part of the usual run, because figures of a busy machine prove nothing; see
 * docs/reference/performance.md for the command and for what was measured.
 */
class NumbersFigures {

    private static final int CONVERSATIONS = Integer.getInteger("numbers.conversations", 50_000);
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> INTENTS = List.of(
            "track_order", "return_item", "refund_status", "product_availability", "thanks", "thanks", "greeting");

    @TempDir
    private Path folder;

    private long ids;

    @Test
    void onTheEmbeddedDatabase() {
        try (Database database = Database.embedded(folder.resolve("numbers"), false)) {
            measure("H2", database);
        }
    }

    @Test
    void onPostgres() throws Exception {
        try (Database database = TestPostgres.newDatabase().open()) {
            measure("PostgreSQL", database);
        }
    }

    private void measure(String name, Database database) {
        fill(database);
        Asked month = new Asked("demo", FROM, TO, ZoneId.of("Asia/Shanghai"), null, null, null);
        ServiceMetrics recounted = new ServiceMetrics(new ServiceHistory(database));
        KeptContacts contacts = new KeptContacts(new ContactTable(database), new ServiceHistory(database));
        ServiceMetrics kept = new ServiceMetrics(contacts);
        ServiceNumbers counted = timed(name + ": counted from the events", () -> recounted.of(month));
        timed(name + ": the table made from nothing", () -> contacts.catchUp(Duration.ofMinutes(10)));
        for (int i = 0; i < 5; i++) {
            assertThat(timed(name + ": from the table", () -> kept.of(month))).isEqualTo(counted);
        }
        Asked one = new Asked("demo", FROM, TO, ZoneId.of("UTC"), "web", "ar", "return_item");
        assertThat(timed(name + ": from the table, one intent in one language", () -> kept.of(one)))
                .isEqualTo(recounted.of(one));
        assertThat(timed(name + ": exported and counted again from the file", () -> recounted(database, month)))
                .isEqualTo(counted);
        timed(name + ": contacts behind a number", () -> kept.behind(month, FigureName.HANDOFF_SHARE, true, 200));
    }

    /** As who has nothing but the export would count. */
    private ServiceNumbers recounted(Database database, Asked asked) {
        Path file = folder.resolve("export-" + ids + ".jsonl");
        try {
            try (OutputStream export = new BufferedOutputStream(Files.newOutputStream(file))) {
                JsonLines.write(new ArchiveExport(database), "demo", TO, export);
            }
            System.out.println(Files.size(file) / 1_000_000 + " MB");
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                return new ServiceMetrics(new Recounted(new ExportHistory(lines))).of(asked);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long begin = System.nanoTime();
        T result = work.get();
        System.out.println(
                what + ": " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
        return result;
    }

    private void fill(Database database) {
        Random random = new Random(5);
        ArchiveImport archive = new ArchiveImport(database);
        List<ArchiveLine> lines = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            Instant at = FROM.plus(Duration.ofSeconds(random.nextInt(30 * 86_400)));
            conversation("c" + i, at, random, lines);
            if (lines.size() > 2_000) {
                archive.store(lines);
                lines.clear();
            }
        }
        archive.store(lines);
        System.out.println(CONVERSATIONS + " conversations, " + ids + " events and tickets");
    }

    private void conversation(String id, Instant begin, Random random, List<ArchiveLine> lines) {
        String language = List.of("en", "zh", "ar", "pt").get(random.nextInt(4));
        lines.add(new ConversationLine(
                id,
                random.nextBoolean() ? "web" : "tg",
                id,
                "demo",
                Holder.BOT,
                null,
                language,
                Memory.EMPTY,
                0,
                begin,
                TO));
        Instant at = begin;
        for (int turns = 1 + random.nextInt(6); turns > 0; turns--) {
            boolean human = random.nextInt(12) == 0;
            lines.add(event(id, at, "turn", """
                    {"intents":[{"intent":"%s","confidence":0.9},{"intent":"complaint","confidence":0.1}],"language":"%s",
                    "emotion":{"label":"neutral","strength":0},"outOfScope":false,"holder":"%s","replies":1,"waitedMillis":%d}""".formatted(
                            INTENTS.get(random.nextInt(INTENTS.size())),
                            language,
                            human ? "waiting_for_agent" : "bot",
                            1_500 + random.nextInt(3_000))));
            if (human) {
                lines.add(event(id, at.plusSeconds(random.nextInt(900)), "reply", "{}"));
            }
            if (random.nextInt(15) == 0) {
                lines.add(new TicketLine(
                        ++ids,
                        id,
                        "demo",
                        "return_item",
                        "",
                        null,
                        language,
                        false,
                        TicketState.OPEN,
                        null,
                        0,
                        at,
                        null,
                        null));
            }
            at = at.plus(random.nextInt(5) == 0 ? Duration.ofDays(1 + random.nextInt(8)) : Duration.ofMinutes(2));
        }
    }

    private EventLine event(String conversation, Instant at, String kind, String details) {
        try {
            return new EventLine(++ids, at, "demo", conversation, kind, JSON.readTree(details));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
