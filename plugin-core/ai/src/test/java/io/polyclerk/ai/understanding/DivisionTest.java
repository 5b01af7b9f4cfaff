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
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DivisionTest {

    private static final List<String> WISHES = List.of("invoice_request", "price_or_discount", "track_order");

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
            boolean isMeant = sureness > (isNeighbour ? 1.5 : 0);
            lessons.add(new Lesson(
                    List.of(pair), isMeant ? Set.of(pair.first(), pair.second()) : Set.of(pair.first()), true));
        }
        return lessons;
    }

    @Test
    void traitsDecideAndWhichTwoWishesTheyAreCountsToo() {
        Division.Language division =
                Division.train(WISHES, Map.of("en", lessons())).of("en");

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
        Division division = Division.train(WISHES, Map.of("en", lessons()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        division.write(new DataOutputStream(bytes));

        Division read = Division.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        Pair pair = pair("track_order", "price_or_discount", 0.3, 0.1);
        assertThat(read.of("en").probability(pair)).isEqualTo(division.of("en").probability(pair));
        assertThat(read.of("en").confidence(pair)).isEqualTo(division.of("en").confidence(pair));
    }

    @Test
    void fiveOfAHundredMessagesWithOneWishReachTheThreshold() {
        List<Lesson> lessons = lessons();
        Division.Language division =
                Division.train(WISHES, Map.of("en", lessons)).of("en");

        List<Lesson> ofOne =
                lessons.stream().filter(lesson -> lesson.wishes().size() == 1).toList();
        long taken = ofOne.stream()
                .filter(lesson -> division.isMeant(lesson.pairs().get(0)))
                .count();
        assertThat((double) taken / ofOne.size()).isBetween(0.03, 0.07);
        assertThat(lessons.stream()
                        .map(lesson -> lesson.pairs().get(0))
                        .filter(division::isMeant)
                        .mapToDouble(division::confidence)
                        .min())
                .hasValueCloseTo(0.5, Offset.offset(0.1));
    }

    @Test
    void languagesLearnTogetherButEachHasItsOwnThreshold() {
        List<Lesson> sure = lessons();
        List<Lesson> vague = sure.stream()
                .map(lesson ->
                        lesson.wishes().size() == 1 && lesson.pairs().get(0).traits()[0] > -1
                                ? new Lesson(lesson.pairs(), lesson.wishes(), false)
                                : lesson)
                .toList();

        Division division = Division.train(WISHES, Map.of("de", vague, "en", sure));

        Pair pair = pair("track_order", "invoice_request", 0.2, 0.5);
        assertThat(division.of("de").probability(pair))
                .isEqualTo(division.of("en").probability(pair));
        assertThat(division.of("de").threshold())
                .as("its messages with one wish are far from two")
                .isLessThan(division.of("en").threshold());
    }

    @Test
    void aLanguageThatGaveNoLessonsIsNeverDivided() {
        Division division = Division.train(WISHES, Map.of("en", lessons()));

        assertThat(division.of("xx").isMeant(pair("track_order", "invoice_request", 5, 0)))
                .isFalse();
    }
}
