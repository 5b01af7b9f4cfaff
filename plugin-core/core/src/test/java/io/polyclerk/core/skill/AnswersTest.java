package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages are nothing but listed words. */
class AnswersTest {

    private static final Set<String> LISTED = Set.of("tamam", "peki", "tamam peki", "a b c");

    @ParameterizedTest
    @CsvSource({
        "tamam, true",
        "tamam peki peki, true",
        "peki a b c tamam, true",
        "a b tamam, false",
        "tamam x, false",
        "x tamam, false",
        "'', false"
    })
    void onlyListedPhrasesCount(String text, boolean only) {
        assertThat(Answers.isOnly(text, LISTED::contains)).isEqualTo(only);
    }

    @Test
    void everyBorderIsLookedAtOnceThoughPhrasesOverlap() {
        AtomicInteger looked = new AtomicInteger();
        assertThat(Answers.isOnly("a ".repeat(20) + "x", words -> {
                    looked.incrementAndGet();
                    return words.endsWith("a");
                }))
                .isFalse();
        assertThat(looked.get()).isLessThan(21 * 21);
    }
}
