package io.polyclerk.ai.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MeaningsTest {

    private static float[] vector(Random random) {
        float[] vector = new float[64];
        double square = 0;
        for (int place = 0; place < vector.length; place++) {
            vector[place] = (float) random.nextGaussian();
            square += vector[place] * vector[place];
        }
        for (int place = 0; place < vector.length; place++) {
            vector[place] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int place = 0; place < one.length; place++) {
            sum += one[place] * other[place];
        }
        return sum;
    }

    @Property(tries = 50)
    void oneByteForEachNumberIsEnough(@ForAll int seed, @ForAll @IntRange(max = 5) int sentences) {
        Random random = new Random(seed);
        float[] question = vector(random);
        float[] whole = vector(random);
        List<float[]> others =
                random.doubles(sentences).mapToObj(one -> vector(random)).toList();
        Meanings read = Meanings.read(Meanings.of(whole, others).bytes());
        assertThat(read.whole(question)).isCloseTo(product(whole, question), within(0.01));
        double nearest =
                others.stream().mapToDouble(one -> product(one, question)).max().orElse(product(whole, question));
        assertThat(read.nearest(question)).isCloseTo(nearest, within(0.01));
    }

    @Test
    void vectorsOfAnotherModelAreNotCompared() {
        Meanings stored = Meanings.of(new float[] {1, 0}, List.of());
        assertThatThrownBy(() -> stored.whole(new float[] {1, 0, 0})).isInstanceOf(IllegalArgumentException.class);
    }
}
