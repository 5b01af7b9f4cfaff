package io.polyclerk.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.retrieval.SentenceVectors;
import io.polyclerk.ai.retrieval.ShippedVectors;
import io.polyclerk.reader.Accuracy.Figures;
import io.polyclerk.reader.Accuracy.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyTest {

    /** Floors: share of questions whose right passage is among the first three, and most false answers. */
    private record Floor(double recall, int falseAnswers) {}

    private static final Map<Questions, Floor> FLOORS = Map.of(
            Questions.LOOKED_AT, new Floor(0.95, 3),
            Questions.UNSEEN, new Floor(0.95, 3),
            Questions.SECOND, new Floor(0.91, 3),
            Questions.THIRD, new Floor(0.95, 3));

    private static final Floor WORDS_ALONE = new Floor(0.95, 3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void theRightPassageIsAmongTheFirstThree(String language) throws Exception {
        measured(language, new ShippedVectors(), "words-and-meaning")
                .forEach((set, figures) -> atLeast(FLOORS.get(set), figures, set));
    }

    /** What remains on a machine that cannot load the sentence models. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void wordsAloneFindMostToo(String language) throws Exception {
        atLeast(
                WORDS_ALONE,
                measured(language, SentenceVectors.NONE, "words").get(Questions.LOOKED_AT),
                Questions.LOOKED_AT);
    }

    private static void atLeast(Floor floor, Figures figures, Questions set) {
        assertThat(figures.questions()).isGreaterThanOrEqualTo(100);
        assertThat(figures.recall())
                .as(set + "\n" + String.join("\n", figures.missed()))
                .isGreaterThanOrEqualTo(floor.recall());
        assertThat(figures.falseAnswers())
                .as(set + ", questions without an answer")
                .isLessThanOrEqualTo(floor.falseAnswers());
    }

    private Map<Questions, Figures> measured(String language, SentenceVectors vectors, String by) throws IOException {
        Map<Questions, Figures> measured = Accuracy.measure(language, folder, vectors);
        for (Map.Entry<Questions, Figures> one : measured.entrySet()) {
            Files.writeString(
                    Path.of("target", "knowledge-accuracy-" + language + "-" + one.getKey() + "-" + by + ".txt"),
                    Accuracy.report(one.getValue()));
        }
        return measured;
    }
}
