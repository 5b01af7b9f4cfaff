package io.polyclerk.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.retrieval.SentenceVectors;
import io.polyclerk.ai.retrieval.ShippedVectors;
import io.polyclerk.reader.Accuracy.Figures;
import io.polyclerk.reader.Accuracy.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    // On the set that nobody has looked at the goal of 0.95 is not reached; these are floors below which it must not
    // fall.
    @CsvSource({"en,LOOKED_AT,0.95,5", "zh,LOOKED_AT,0.95,3", "en,UNSEEN,0.82,10", "zh,UNSEEN,0.88,4"})
    void theRightPassageIsAmongTheFirstThree(String language, Questions set, double recall, int falseAnswers)
            throws Exception {
        Figures figures = measured(language, new ShippedVectors(), set, "words-and-meaning");
        assertThat(figures.questions()).isGreaterThanOrEqualTo(100);
        assertThat(figures.recall()).as(String.join("\n", figures.missed())).isGreaterThanOrEqualTo(recall);
        assertThat(figures.falseAnswers()).as("questions without an answer").isLessThanOrEqualTo(falseAnswers);
    }

    /** What remains on a machine that cannot load the sentence models. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void wordsAloneFindMostToo(String language) throws Exception {
        measured(language, SentenceVectors.NONE, Questions.UNSEEN, "words");
        Figures figures = measured(language, SentenceVectors.NONE, Questions.LOOKED_AT, "words");
        assertThat(figures.recall()).as(String.join("\n", figures.missed())).isGreaterThanOrEqualTo(0.95);
        assertThat(figures.falseAnswers()).as("questions without an answer").isLessThanOrEqualTo(3);
    }

    private Figures measured(String language, SentenceVectors vectors, Questions set, String by) throws IOException {
        Path own = Files.createDirectories(folder.resolve(set + by));
        Figures figures = Accuracy.measure(language, own, vectors, set);
        Files.writeString(
                Path.of("target", "knowledge-accuracy-" + language + "-" + set + "-" + by + ".txt"),
                Accuracy.report(figures));
        return figures;
    }
}
