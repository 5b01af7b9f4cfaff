package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariationsTest {

    private static final String LINE = "Où est ma commande, s'il vous plaît ?";

    @Test
    void theSameSeedGivesTheSameLines() {
        assertThat(lines(7)).isEqualTo(lines(7)).isNotEqualTo(lines(8));
    }

    @Test
    void variationsStayCloseToTheLine() {
        assertThat(lines(7))
                .anyMatch(line -> !line.equals(LINE))
                .allMatch(line -> line.length() < 2 * LINE.length() + 20);
    }

    private static List<String> lines(long seed) {
        Variations variations = Variations.of("fr", seed);
        return IntStream.range(0, 40).mapToObj(i -> variations.of(LINE, false)).toList();
    }
}
