package io.polyclerk.server.persistence.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.retrieval.LocalRetriever;
import io.polyclerk.ai.retrieval.SentenceVectors;
import io.polyclerk.ai.retrieval.ShopText.Piece;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Entry;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Kind;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shops have written, on every database, with the real index. */
abstract class LibraryContract {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path indexes;

    private Database database;
    private SqlLibrary library;
    private LocalRetriever retriever;

    abstract Database open() throws Exception;

    @BeforeEach
    void openLibrary() throws Exception {
        database = open();
        database.write(session -> session.update("delete from knowledge_text"));
        library = new SqlLibrary(database);
        // Each look at the clock is later than the index stays unchecked.
        Clock hasty = new Clock() {
            private Instant now = NOW;

            @Override
            public Instant instant() {
                now = now.plus(Duration.ofMinutes(1));
                return now;
            }

            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        retriever = new LocalRetriever(indexes, library, SentenceVectors.NONE, hasty);
    }

    @AfterEach
    void close() {
        retriever.close();
        database.close();
    }

    @Test
    void whatIsSavedIsFoundAndWhatIsDeletedIsForgotten() {
        save("a", "demo", NOW, "Dogs on a lead are welcome in the store.");
        assertThat(ask("demo", "may dogs come into the store?").known()).isTrue();
        library.delete("a");
        assertThat(ask("demo", "may dogs come into the store?").passages()).isEmpty();
    }

    @Test
    void anotherMerchantsTextsAreNeverFound() {
        save("a", "demo", NOW, "Dogs on a lead are welcome in the store.");
        assertThat(ask("other", "may dogs come into the store?").passages()).isEmpty();
    }

    @Test
    void theNewerOfTwoTextsThatContradictEachOtherIsPreferredAndMarked() {
        save(
                "old",
                "demo",
                NOW.minus(Duration.ofDays(300)),
                "Unused goods can be sent back within 14 days of delivery.");
        save("new", "demo", NOW, "Unused goods can be sent back within 30 days of delivery.");
        Findings findings = ask("demo", "within how many days can unused goods be sent back?");
        assertThat(findings.passages().get(0).text()).contains("30 days");
        assertThat(findings.passages().get(0).disputed()).isTrue();
    }

    @Test
    void aTextThatWasDeletedWhileItWasReadStaysDeleted() {
        save("a", "demo", NOW, "Dogs are welcome.");
        Entry entry = library.one("a").orElseThrow();
        library.delete("a");
        assertThat(library.save(entry, List.of(new Piece("", "Dogs are welcome.")), true))
                .isFalse();
        assertThat(library.all("demo")).isEmpty();
    }

    @Test
    void anIndexThatIsLostIsBuiltAnew() throws Exception {
        save("a", "demo", NOW, "Dogs on a lead are welcome in the store.");
        assertThat(ask("demo", "dogs welcome?").known()).isTrue();
        retriever.close();
        try (java.util.stream.Stream<Path> files = java.nio.file.Files.walk(indexes)) {
            for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                java.nio.file.Files.write(file, new byte[] {1, 2, 3});
            }
        }
        assertThat(ask("demo", "dogs welcome?").known()).isTrue();
    }

    private Findings ask(String merchant, String question) {
        return retriever.find(new Question(merchant, question, "en"));
    }

    private void save(String id, String merchant, Instant changedAt, String text) {
        Entry entry = new Entry(
                id, merchant, Kind.FILE, id + ".txt", "en", null, "text/plain", State.READY, 100, null, id, changedAt);
        library.save(entry, List.of(new Piece("", text)), false);
    }
}
