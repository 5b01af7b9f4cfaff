package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.TextClassifier.Held;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final List<String> LABELS = List.of("out_of_scope", "track_order");

    /** A line whose probability of being out of scope grows with a score. */
    private static Held line(String truth, double score) {
        return new Held(0, new double[] {score, 0}, LABELS, truth);
    }

    private static float threshold(int caughtEasily) {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            held.add(line("track_order", -3 + i * 0.03));
            held.add(line("out_of_scope", i < caughtEasily ? 2 : -2));
        }
        return Refusal.of(held, 1).threshold();
    }

    @Test
    void aLanguageThatTellsThemApartRefusesFewAndOneThatDoesNotRefusesMore() {
        assertThat(threshold(95)).isGreaterThan(threshold(50));
    }

    @Test
    void withoutRealWishesNothingIsRefused() {
        assertThat(Refusal.of(List.of(line("out_of_scope", 2)), 1).threshold()).isGreaterThan(1);
    }
}
