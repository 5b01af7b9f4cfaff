package io.polyclerk.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.ai.understanding.ShopTerm;
import io.polyclerk.ai.understanding.ShopTerm.Kind;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter.Hints;
import io.polyclerk.core.understanding.Slot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop teaches its bot, sees whether it helps, and can go back. */
class SchoolTest {

    private static final LocalInterpreter INTERPRETER = new LocalInterpreter(false);
    private static final String LANGUAGE = "th";

    private final Shelf shelf = new Shelf();
    private final School school = new School(shelf, INTERPRETER.trainer(), Clock.systemUTC());

    @BeforeEach
    void learn() {
        INTERPRETER.learnFrom(school);
    }

    @Test
    void aShopsWordsCountAtOnceAndForThatShopOnly() {
        school.teachWords(
                "demo",
                LANGUAGE,
                List.of(
                        new ShopTerm("ออโรร่า", Kind.SKU, "COS-101"),
                        new ShopTerm("zorgblatt", Kind.INTENT, "invoice_request")));
        Interpretation found = read("demo", "zorgblatt ออโรร่า");
        assertThat(found.intents().get(0).intent()).isEqualTo(Intent.INVOICE_REQUEST);
        assertThat(found.slot(Slot.SKU)).hasValue("COS-101");
        assertThat(read("other", "zorgblatt ออโรร่า").slot(Slot.SKU)).isEmpty();
    }

    @Test
    void aGlossaryThatHurtsTheShopsOwnSamplesIsRefusedWithTheReason() {
        teach("พัสดุของฉันอยู่ที่ไหน", "track_order");
        List<ShopTerm> harmful = List.of(new ShopTerm("พัสดุ", Kind.INTENT, "complaint"));
        assertThatThrownBy(() -> school.teachWords("demo", LANGUAGE, harmful))
                .isInstanceOf(School.WorseException.class)
                .hasMessageContaining("พัสดุของฉันอยู่ที่ไหน");
        assertThat(shelf.terms("demo", LANGUAGE)).isEmpty();
    }

    @Test
    void lessonsAreLearnedComparedOnWhatWasHeldBackAndCanBeLeftAgain() {
        for (int i = 0; i < 12; i++) {
            teach("qwx zorgblatt " + "abcdefghijkl".charAt(i), "invoice_request");
        }
        TrainedVersion trained = school.train("demo", LANGUAGE);
        assertThat(trained.heldBack() + trained.learned()).isEqualTo(12);
        assertThat(trained.rightAfter()).isGreaterThanOrEqualTo(trained.rightBefore());
        assertThat(trained.inUse()).isTrue();
        assertThat(top("demo")).isEqualTo(Intent.INVOICE_REQUEST);
        Intent ofPack = top("other");
        school.use("demo", LANGUAGE, 0);
        assertThat(top("demo")).isEqualTo(ofPack).isNotEqualTo(Intent.INVOICE_REQUEST);
    }

    private Intent top(String merchant) {
        return read(merchant, "qwx zorgblatt").intents().get(0).intent();
    }

    private static Interpretation read(String merchant, String text) {
        return INTERPRETER.interpret(text, new Hints(merchant, Set.of(), LANGUAGE, true, null));
    }

    private void teach(String text, String intent) {
        shelf.add(new Lesson(0, "demo", LANGUAGE, text, intent, null, "token", Instant.EPOCH));
    }

    /** Keeps everything in memory. */
    private static final class Shelf implements LessonStore {
        private final Map<String, List<ShopTerm>> terms = new HashMap<>();
        private final List<Lesson> lessons = new ArrayList<>();
        private final Map<Integer, byte[]> models = new HashMap<>();
        private final List<TrainedVersion> versions = new ArrayList<>();
        private int inUse;

        @Override
        public void replaceTerms(String merchant, String language, List<ShopTerm> newTerms) {
            terms.put(merchant + language, newTerms);
        }

        @Override
        public List<ShopTerm> terms(String merchant, String language) {
            return terms.getOrDefault(merchant + language, List.of());
        }

        @Override
        public List<String> languages(String merchant) {
            return List.of(LANGUAGE);
        }

        @Override
        public long add(Lesson lesson) {
            lessons.add(lesson);
            return lessons.size();
        }

        @Override
        public List<Lesson> lessons(String merchant, @Nullable String language) {
            return lessons.stream()
                    .filter(lesson -> lesson.merchant().equals(merchant))
                    .toList();
        }

        @Override
        public boolean deleteLesson(String merchant, long id) {
            return false;
        }

        @Override
        public void add(TrainedVersion version, byte[] model) {
            models.put(version.version(), model);
            versions.add(0, version);
        }

        @Override
        public List<TrainedVersion> versions(String merchant, String language) {
            return versions.stream()
                    .map(one -> new TrainedVersion(
                            one.merchant(),
                            one.language(),
                            one.version(),
                            one.learned(),
                            one.heldBack(),
                            one.rightBefore(),
                            one.rightAfter(),
                            one.packSize(),
                            one.packBefore(),
                            one.packAfter(),
                            one.at(),
                            one.version() == inUse))
                    .toList();
        }

        @Override
        public Optional<byte[]> model(String merchant, String language, int version) {
            return Optional.ofNullable(models.get(version));
        }

        @Override
        public void use(String merchant, String language, int version) {
            inUse = merchant.equals("demo") ? version : inUse;
        }

        @Override
        public int inUse(String merchant, String language) {
            return merchant.equals("demo") ? inUse : 0;
        }
    }
}
