package io.polyclerk.ai.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionGroupsTest {

    private static final List<String> ASKED = List.of(
            "do you have a store in Hamburg",
            "is there free parking behind the shop",
            "any shops in Hamburg",
            "can I park my car for free at your shop");

    @Test
    void questionsThatMeanTheSameAreOneGroup() {
        assertThat(new QuestionGroups(new ShippedVectors()).of(ASKED, "en"))
                .containsExactly(List.of(0, 2), List.of(1, 3));
        assertThat(new QuestionGroups(new ShippedVectors()).of(List.of("汉堡有分店吗", "附近可以停车吗", "你们在汉堡有店铺吗"), "zh"))
                .containsExactly(List.of(0, 2), List.of(1));
    }

    @Test
    void withoutAModelTheyShareWords() {
        assertThat(new QuestionGroups(SentenceVectors.NONE)
                        .of(
                                List.of("Parkplatz hinter dem Laden?", "Habt ihr Gitarren?", "hinter Laden Parkplatz"),
                                "de"))
                .containsExactly(List.of(0, 2), List.of(1));
    }

    @Test
    void numbersAndSmallWordsSayNothing() {
        assertThat(QuestionGroups.saysSomething("1001", "en")).isFalse();
        assertThat(QuestionGroups.saysSomething("and what about it?", "en")).isFalse();
        assertThat(QuestionGroups.saysSomething("free parking", "en")).isTrue();
        assertThat(QuestionGroups.saysSomething("可以停车吗", "zh")).isTrue();
    }
}
