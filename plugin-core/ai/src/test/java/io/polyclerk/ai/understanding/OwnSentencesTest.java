package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sentence model of the operator's own; here one that counts letters. */
class OwnSentencesTest {

    private static final String LANGUAGE = "th";

    @TempDir
    private Path folder;

    @Test
    void aLanguageIsTrainedWithItOnceAndKeptWhateverAnEarlierVersionHasLeft() throws Exception {
        Path older = Files.writeString(
                folder.resolve("polyclerk-" + LANGUAGE + "-1-" + OwnSentences.examples(LANGUAGE) + ".model"),
                "written by an earlier version");
        PackModel trained = waitFor(new OwnSentences(new LetterCounter(), folder, "1"));
        assertThat(trained.judge("สวัสดี").intents()).isNotEmpty();
        Path kept;
        try (var files = Files.list(folder)) {
            kept = files.filter(file -> !file.equals(older)).findFirst().orElseThrow();
        }
        Object age = Files.getLastModifiedTime(kept);
        waitFor(new OwnSentences(new LetterCounter(), folder, "1"));
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(age);
    }

    private static PackModel waitFor(OwnSentences sentences) throws InterruptedException {
        Optional<PackModel> model = sentences.model(LANGUAGE);
        for (int i = 0; i < 6_000 && model.isEmpty(); i++) {
            Thread.sleep(50);
            model = sentences.model(LANGUAGE);
        }
        return model.orElseThrow();
    }

    private static final class LetterCounter implements SentenceEncoder {
        @Override
        public float[] encode(String sentence) {
            float[] counts = new float[dimensions()];
            sentence.codePoints().forEach(point -> counts[point % counts.length]++);
            return counts;
        }

        @Override
        public int dimensions() {
            return 8;
        }
    }
}
