package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.polyclerk.ai.understanding.Scope.Lesson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScopeTest {

    /** The classifier is half right; what it never saw in an example tells the rest. */
    private static List<Lesson> lessons() {
        Random random = new Random(1);
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            boolean isOutside = i % 3 == 0;
            double classifier = random.nextGaussian() + (isOutside ? 0.5 : -0.5);
            double unknown = random.nextGaussian() * 0.1 + (isOutside ? 0.6 : 0.3);
            lessons.add(new Lesson(new double[] {classifier, unknown}, isOutside));
        }
        return lessons;
    }

    @Test
    void whatWasNeverSeenInAnExampleRaisesTheDoubt() {
        Scope scope = Scope.train(lessons());

        assertThat(scope.doubt(new double[] {0, 0.7})).isGreaterThan(0.8);
        assertThat(scope.doubt(new double[] {0, 0.2})).isLessThan(0.2);
    }

    @Test
    void whatWasLearnedIsReadAsItWasWritten() throws IOException {
        Scope scope = Scope.train(lessons());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        scope.write(new DataOutputStream(bytes));

        Scope read = Scope.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read.doubt(new double[] {0.3, 0.4})).isEqualTo(scope.doubt(new double[] {0.3, 0.4}));
    }

    @Test
    void aModelFromBeforeThisWasLearnedBelievesTheClassifier() throws IOException {
        Scope older = Scope.read(new DataInputStream(new ByteArrayInputStream(new byte[0])));

        assertThat(older.doubt(new double[] {Math.log(3)})).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void theShareOfFeaturesThatNoExampleHadIsCountedByTheirWeight() {
        LinearModel model = new LinearModel(
                List.of("track_order"),
                new float[] {1f},
                new int[] {5},
                new float[] {1f},
                new float[] {1f},
                new float[] {0f},
                new byte[] {1});

        assertThat(model.shareUnknown(Map.of(5, 1f, 9, 3f))).isCloseTo(0.75, within(1e-9));
        assertThat(model.shareUnknown(Map.of())).isZero();
    }
}
