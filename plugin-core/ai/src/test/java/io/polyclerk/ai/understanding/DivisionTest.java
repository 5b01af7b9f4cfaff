package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.Division.Lesson;
import io.polyclerk.ai.understanding.WishPairs.Pair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DivisionTest {

    private static final List<String> LABELS = List.of("invoice_request", "price_or_discount", "track_order");

    private static Pair pair(String first, String second, double sureness, double noise) {
        return new Pair(first, second, 0.9, 0.9, new double[] {sureness, noise});
    }

    /** Both are meant when the first trait is high, and "price" beside "invoice" hardly ever is. */
    private static List<Lesson> lessons() {
        Random random = new Random(1);
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double sureness = random.nextDouble() * 4 - 2;
            boolean isNeighbour = i % 2 == 0;
            Pair pair = pair(
                    isNeighbour ? "price_or_discount" : "track_order",
                    "invoice_request",
                    sureness,
                    random.nextDouble());
            lessons.add(new Lesson(pair, sureness > (isNeighbour ? 1.5 : 0)));
        }
        return lessons;
    }

    @Test
    void traitsDecideAndWhichTwoWishesTheyAreCountsToo() {
        Division division = Division.train(LABELS, lessons());

        assertThat(division.probability(pair("track_order", "invoice_request", 1.2, 0.5)))
                .isGreaterThan(0.6);
        assertThat(division.probability(pair("invoice_request", "track_order", 1.2, 0.5)))
                .as("whichever comes first")
                .isGreaterThan(0.6);
        assertThat(division.probability(pair("track_order", "invoice_request", -1.2, 0.5)))
                .isLessThan(0.4);
        assertThat(division.probability(pair("price_or_discount", "invoice_request", 0.8, 0.5)))
                .isLessThan(division.probability(pair("track_order", "invoice_request", 0.8, 0.5)));
    }

    @Test
    void whatWasLearnedIsReadAsItWasWritten() throws IOException {
        Division division = Division.train(LABELS, lessons());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        division.write(new DataOutputStream(bytes));

        Division read = Division.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), LABELS);

        Pair pair = pair("track_order", "price_or_discount", 0.3, 0.1);
        assertThat(read.probability(pair)).isEqualTo(division.probability(pair));
    }

    @Test
    void aModelFromBeforeThisWasLearnedSeesOneWish() throws IOException {
        Division none = Division.read(new DataInputStream(new ByteArrayInputStream(new byte[0])), LABELS);

        assertThat(none.probability(pair("track_order", "invoice_request", 5, 0)))
                .isZero();
    }

    @Test
    void withoutLessonsOfBothKindsNothingIsDivided() {
        Division division = Division.train(
                LABELS, lessons().stream().filter(lesson -> !lesson.isMeant()).toList());

        assertThat(division.probability(pair("track_order", "invoice_request", 5, 0)))
                .isZero();
    }
}
