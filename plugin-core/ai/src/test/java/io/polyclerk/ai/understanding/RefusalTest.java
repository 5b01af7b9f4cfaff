package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.Scope.Lesson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static float threshold(int caughtEasily) {
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lessons.add(new Lesson(new double[] {-3 + i * 0.03}, false));
            lessons.add(new Lesson(new double[] {i < caughtEasily ? 2 : -2}, true));
        }
        return Refusal.of(lessons, Scope.ofClassifier()).threshold();
    }

    @Test
    void aLanguageThatTellsThemApartRefusesFewAndOneThatDoesNotRefusesMore() {
        assertThat(threshold(95)).isGreaterThan(threshold(50));
    }

    @Test
    void withoutRealWishesNothingIsRefused() {
        List<Lesson> outside = List.of(new Lesson(new double[] {2}, true));

        assertThat(Refusal.of(outside, Scope.ofClassifier()).threshold()).isGreaterThan(1);
    }
}
