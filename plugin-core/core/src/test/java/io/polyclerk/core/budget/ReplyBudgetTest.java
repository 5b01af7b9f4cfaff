package io.polyclerk.core.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ReplyLaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel's law leaves to be said, at its edges. */
class ReplyBudgetTest {

    private static final Instant WROTE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final History NOTHING_YET = new History(WROTE, Map.of(), List.of());

    @ParameterizedTest
    @CsvSource({"PT10M,PT9M30S", "PT20M,PT19M", "PT24H,PT23H59M"})
    void aWindowClosesALittleBeforeThePlatformClosesIt(Duration window, Duration closed) {
        ReplyLaw law = law(window, null);
        Instant end = WROTE.plus(closed);
        for (boolean human : List.of(true, false)) {
            assertThat(at(law, NOTHING_YET, end.minusNanos(1)).ask(human)).isEqualTo(new Verdict.Go());
            assertThat(at(law, NOTHING_YET, end).ask(human))
                    .isEqualTo(new Verdict.Closed("reply window closed since " + end, true));
        }
        assertThat(at(law, NOTHING_YET, end.minusNanos(1)).standing())
                .isEqualTo(new Standing(true, end, null, null, null));
        assertThat(at(law, NOTHING_YET, end).standing())
                .isEqualTo(new Standing(false, null, null, null, "reply window closed since " + end));
    }

    @Test
    void whoNeverWroteIsNotWrittenTo() {
        ReplyBudget budget = at(law(DAY, 5), new History(null, Map.of(), List.of()), WROTE);
        Verdict.Closed closed = new Verdict.Closed("the shopper has to write first", true);
        assertThat(budget.ask(false)).isEqualTo(closed);
        assertThat(budget.ask(true)).isEqualTo(closed);
        assertThat(budget.standing()).isEqualTo(new Standing(false, null, null, null, closed.reason()));
        assertThat(budget.askForTemplate()).isEqualTo(new Verdict.Go());
    }

    @ParameterizedTest
    @CsvSource({
        "5,0,4,5", "5,3,1,2", "5,4,0,1", "5,5,0,0", "5,7,0,0", "3,1,1,2", "3,2,0,1", "2,0,2,2", "2,1,1,1", "2,2,0,0"
    })
    void theLastMessageOfAWindowWithThreeOrMoreIsKeptForAHuman(int most, int said, int left, int leftForHuman) {
        ReplyBudget budget = at(law(DAY, most), said(said, WROTE.plusSeconds(1)), WROTE.plusSeconds(9));
        assertThat(budget.ask(false) instanceof Verdict.Go).isEqualTo(left > 0);
        assertThat(budget.ask(true) instanceof Verdict.Go).isEqualTo(leftForHuman > 0);
        Standing standing = budget.standing();
        assertThat(standing.left()).isEqualTo(left);
        assertThat(standing.leftForHuman()).isEqualTo(leftForHuman);
        assertThat(standing.open()).isEqualTo(leftForHuman > 0);
    }

    @Test
    void whyNothingIsLeftIsSaid() {
        assertThat(at(law(DAY, 3), said(2, WROTE), WROTE).ask(false))
                .isEqualTo(new Verdict.Closed(
                        "the last message until the shopper writes again is kept for a human", false));
        assertThat(at(law(DAY, 3), said(3, WROTE), WROTE).ask(true))
                .isEqualTo(new Verdict.Closed("no message is left until the shopper writes again", false));
    }

    @Test
    void whatWasSaidBeforeTheShopperWroteDoesNotCountAndWhatWasSaidInTheSameMomentDoes() {
        assertThat(at(law(DAY, 2), said(2, WROTE.minusNanos(1)), WROTE).ask(false))
                .isEqualTo(new Verdict.Go());
        assertThat(at(law(DAY, 2), said(2, WROTE), WROTE).ask(false)).isInstanceOf(Verdict.Closed.class);
    }

    @Test
    void messagesMayBeCountedWithoutAnEnd() {
        ReplyLaw law = law(null, 2);
        Instant later = WROTE.plus(Duration.ofDays(4000));
        assertThat(at(law, NOTHING_YET, later).ask(false)).isEqualTo(new Verdict.Go());
        assertThat(at(law, NOTHING_YET, later).standing()).isEqualTo(new Standing(true, null, 2, 2, null));
        assertThat(at(law, said(2, later), later).ask(false)).isInstanceOf(Verdict.Closed.class);
    }

    @Test
    void otherEventsOpenSmallerWindowsOfWhichNothingIsKept() {
        ReplyLaw law = opened(3);
        Instant end = WROTE.plusSeconds(57);
        History history = new History(null, Map.of("menu", WROTE), List.of(WROTE, WROTE));
        assertThat(at(law, history, end.minusNanos(1)).ask(false)).isEqualTo(new Verdict.Go());
        assertThat(at(law, history, end.minusNanos(1)).standing()).isEqualTo(new Standing(true, end, 1, 1, null));
        assertThat(at(law, history, end).ask(false)).isInstanceOf(Verdict.Closed.class);
        History used = new History(null, Map.of("menu", WROTE), List.of(WROTE, WROTE, WROTE));
        assertThat(at(law, used, WROTE).ask(true)).isInstanceOf(Verdict.Closed.class);
        History another = new History(null, Map.of("other", WROTE), List.of());
        assertThat(at(law, another, WROTE).ask(true)).isInstanceOf(Verdict.Closed.class);
    }

    @Test
    void ofTwoOpenWindowsTheOneWithMoreLeftCounts() {
        History history = new History(
                WROTE, Map.of("menu", WROTE.plusSeconds(10)), said(4, WROTE).said());
        Standing standing = at(opened(3), history, WROTE.plusSeconds(11)).standing();
        assertThat(standing).isEqualTo(new Standing(true, WROTE.plusSeconds(67), 3, 3, null));
        assertThat(at(opened(3), history, WROTE.plusSeconds(67)).standing())
                .as("the smaller one has closed")
                .isEqualTo(new Standing(true, WROTE.plus(DAY).minusSeconds(60), 0, 1, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aBurstIsFollowedByThePauseThatItsMessagesWouldHaveTaken(int burst) {
        ReplyLaw law = new ReplyLaw(null, null, Duration.ofSeconds(6), 0, false, burst, Map.of());
        Instant free = WROTE.plusSeconds(6L * burst);
        History fewer = said(burst - 1, WROTE);
        History full = new History(WROTE, Map.of(), List.copyOf(Collections.nCopies(burst, WROTE)));
        assertThat(at(law, fewer, WROTE).ask(false)).isEqualTo(new Verdict.Go());
        for (boolean human : List.of(true, false)) {
            assertThat(at(law, full, free.minusNanos(1)).ask(human)).isEqualTo(new Verdict.Later(free, false));
        }
        assertThat(at(law, full, free.minusNanos(1)).askForTemplate()).isEqualTo(new Verdict.Later(free, false));
        assertThat(at(law, full, free).ask(false)).isEqualTo(new Verdict.Go());
        assertThat(ReplyBudget.since(law, free)).isEqualTo(WROTE);
    }

    @Test
    void onlyTheLastMessagesOfABurstCount() {
        ReplyLaw law = new ReplyLaw(null, null, Duration.ofSeconds(6), 0, false, 2, Map.of());
        History history = new History(WROTE, Map.of(), List.of(WROTE, WROTE.plusSeconds(20), WROTE.plusSeconds(21)));
        assertThat(at(law, history, WROTE.plusSeconds(22)).ask(false))
                .isEqualTo(new Verdict.Later(WROTE.plusSeconds(32), false));
    }

    @Test
    void onlyAWindowANumberOrASpacingAsksForWhatHappened() {
        assertThat(ReplyBudget.counts(ReplyLaw.UNLIMITED)).isFalse();
        assertThat(ReplyBudget.counts(new ReplyLaw(null, null, Duration.ZERO, 20, true)))
                .isFalse();
        assertThat(ReplyBudget.counts(law(DAY, null))).isTrue();
        assertThat(ReplyBudget.counts(law(null, 5))).isTrue();
        assertThat(ReplyBudget.counts(new ReplyLaw(null, null, Duration.ofNanos(1), 0, false)))
                .isTrue();
        assertThat(at(ReplyLaw.UNLIMITED, said(900, WROTE), WROTE).ask(false)).isEqualTo(new Verdict.Go());
        assertThat(at(ReplyLaw.UNLIMITED, said(900, WROTE), WROTE).standing())
                .isEqualTo(new Standing(true, null, null, null, null));
    }

    private static ReplyBudget at(ReplyLaw law, History history, Instant now) {
        return new ReplyBudget(law, history, now);
    }

    private static ReplyLaw law(@Nullable Duration window, @Nullable Integer messages) {
        return new ReplyLaw(window, messages, Duration.ZERO, 0, false);
    }

    /** A day with five messages, and a minute after something was picked from the menu. */
    private static ReplyLaw opened(int messages) {
        ReplyLaw.Opening menu = new ReplyLaw.Opening(Duration.ofMinutes(1), messages);
        return new ReplyLaw(DAY, 5, Duration.ZERO, 0, false, 1, Map.of("menu", menu));
    }

    private static History said(int times, Instant at) {
        return new History(WROTE, Map.of(), Collections.nCopies(times, at));
    }
}
