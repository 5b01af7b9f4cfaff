package io.polyclerk.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.reader.Accuracy.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void theRightPassageIsAmongTheFirstThree(String language) throws Exception {
        Figures figures = Accuracy.measure(language, folder);
        Files.writeString(Path.of("target", "knowledge-accuracy-" + language + ".txt"), Accuracy.report(figures));
        assertThat(figures.questions()).isGreaterThanOrEqualTo(100);
        assertThat(figures.recall()).as(String.join("\n", figures.missed())).isGreaterThanOrEqualTo(0.95);
        assertThat(figures.falseAnswers()).as("questions without an answer").isLessThanOrEqualTo(3);
    }
}
