package io.polyclerk.server.persistence.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.ShopTerm;
import io.polyclerk.ai.understanding.ShopTerm.Kind;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.training.Lesson;
import io.polyclerk.server.training.LessonStore;
import io.polyclerk.server.training.TrainedVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taught stays, on every database. */
abstract class LessonContract {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private Database database;
    private LessonStore store;

    abstract Database open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        database = open();
        store = new SqlLessonStore(database);
        database.write(session -> {
            for (String table : List.of("glossary_term", "lesson", "lesson_model", "lesson_model_in_use")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aGlossaryReplacesTheOneBeforeInItsLanguageOnly() {
        store.replaceTerms("demo", "en", List.of(new ShopTerm("goodies", Kind.CONCEPT, "parcel")));
        store.replaceTerms("demo", "de", List.of(new ShopTerm("Päckle", Kind.CONCEPT, "parcel")));
        List<ShopTerm> newer = List.of(
                new ShopTerm("aurora", Kind.SKU, "COS-101"), new ShopTerm("chargeback", Kind.INTENT, "complaint"));
        store.replaceTerms("demo", "en", newer);
        assertThat(store.terms("demo", "en")).isEqualTo(newer);
        assertThat(store.terms("demo", "de")).hasSize(1);
        assertThat(store.terms("other", "en")).isEmpty();
        assertThat(store.languages("demo")).containsExactly("de", "en");
    }

    @Test
    void lessonsComeBackInTheirOrderAndCanBeTakenBack() {
        long first = store.add(lesson("où est mon colis 📦", "track_order"));
        long second = store.add(lesson("un poème svp", "out_of_scope"));
        assertThat(second).isGreaterThan(first);
        assertThat(store.lessons("demo", "fr"))
                .extracting(Lesson::text)
                .containsExactly("où est mon colis 📦", "un poème svp");
        assertThat(store.deleteLesson("other", first)).isFalse();
        assertThat(store.deleteLesson("demo", first)).isTrue();
        assertThat(store.lessons("demo", null)).extracting(Lesson::id).containsExactly(second);
    }

    private static Lesson lesson(String text, String intent) {
        return new Lesson(0, "demo", "fr", text, intent, null, "token", NOW);
    }

    @Test
    void modelsAreKeptByVersionAndOneIsInUse() {
        byte[] model = {1, 0, -1};
        store.add(version(1), model);
        store.add(version(2), new byte[] {2});
        assertThat(store.inUse("demo", "fr")).isZero();
        store.use("demo", "fr", 2);
        store.use("demo", "fr", 1);
        assertThat(store.inUse("demo", "fr")).isEqualTo(1);
        assertThat(store.model("demo", "fr", 1)).hasValue(model);
        assertThat(store.model("demo", "fr", 3)).isEmpty();
        assertThat(store.versions("demo", "fr"))
                .extracting(TrainedVersion::version, TrainedVersion::inUse)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, false), org.assertj.core.groups.Tuple.tuple(1, true));
    }

    private static TrainedVersion version(int number) {
        return new TrainedVersion("demo", "fr", number, 8, 2, 1, 2, 125, 115, 116, NOW, false);
    }
}
