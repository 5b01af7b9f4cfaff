package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointsTest {

    private static final Joints ENGLISH =
            Joints.of(Map.of("and", "and", "and also", "further", "btw", "further", "the other", "other", "or", "and"));

    @Test
    void whatBeginsWithAJoiningWordIsJoined() {
        assertThat(ENGLISH.isJoined(", AND what does it cost")).isTrue();
        assertThat(ENGLISH.isJoined("android phones")).isFalse();
        assertThat(ENGLISH.isJoined("what and when")).isFalse();
    }

    @Test
    void whatGoesOnToSomethingFurtherMayBeginWithAnd() {
        assertThat(ENGLISH.goesFurther(". and btw is it in stock")).isTrue();
        assertThat(ENGLISH.goesFurther("and is it in stock")).isFalse();
    }

    @Test
    void somethingElseMayBeSpokenOfAnywhere() {
        assertThat(ENGLISH.speaksOfOther("stop The Other order")).isTrue();
        assertThat(ENGLISH.speaksOfOther("stop the otherwise fine order")).isFalse();
    }

    @Test
    void joiningWordsBetweenSpacesArePlacesToCutAt() {
        assertThat(ENGLISH.places("this and that or what")).isEqualTo(List.of(5, 14));
    }

    @Test
    void arabicWritesAndOntoTheNextWord() {
        assertThat(Joints.ofPack("ar").isJoined("وكم سعره")).isTrue();
        assertThat(Joints.ofPack("ar").isJoined("كم سعره")).isFalse();
    }

    @Test
    void scriptsWithoutSpacesNeedNone() {
        assertThat(Joints.ofPack("ja").goesFurther("。あと領収書も")).isTrue();
        assertThat(Joints.ofPack("th").goesFurther(" แล้วสีส้มมีไหม")).isTrue();
    }

    @Test
    void everyPackHasWordsOfAllKinds() {
        assertThat(PackFiles.tags())
                .allSatisfy(tag -> assertThat(
                                PackFiles.pairs(tag + "/joints.csv", ',').values())
                        .contains("and", "further", "other")
                        .containsOnly("and", "further", "other"));
    }

    @Test
    void withoutWordsNothingIsJoined() {
        Joints none = Joints.of(Map.of());

        assertThat(none.isJoined("and")).isFalse();
        assertThat(none.goesFurther("")).isFalse();
        assertThat(none.speaksOfOther("other")).isFalse();
        assertThat(none.places("a and b")).isEmpty();
    }
}
