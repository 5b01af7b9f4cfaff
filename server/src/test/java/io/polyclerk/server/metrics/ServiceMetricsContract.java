package io.polyclerk.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.exchange.JsonLines;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.metrics.SpentOn;
import io.polyclerk.server.persistence.metrics.SqlSpending;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the numbers mean, on every database. */
abstract class ServiceMetricsContract extends CountedEvents {

    private static final Instant DAY = Instant.parse("2026-11-10T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void nothingComesFromNothing() {
        ServiceNumbers numbers = numbers();
        assertThat(numbers.fcr().value()).isNull();
        assertThat(numbers.csat().of()).isZero();
        assertThat(numbers.days()).isEmpty();
    }

    @Test
    void silenceIsNotCountedAsSolved() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        assertThat(numbers().fcr().count()).isZero();
        assertThat(numbers().fcr().of()).isEqualTo(1);
    }

    @Test
    void thanksAfterAnAnswerIsSolved() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        turn("a", DAY.plus(MINUTE), "thanks");
        assertThat(numbers().fcr().value()).isEqualTo(1.0);
    }

    @Test
    void thanksBeforeTheNextQuestionIsNot() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        turn("a", DAY.plus(MINUTE), "thanks");
        turn("a", DAY.plus(MINUTE).plus(MINUTE), "refund_status");
        assertThat(numbers().fcr().value()).isZero();
    }

    @Test
    void smallTalkAloneIsNoWish() {
        conversation("a", "demo");
        turn("a", DAY, "greeting");
        turn("a", DAY.plus(MINUTE), "thanks");
        assertThat(numbers().fcr().of()).isZero();
        assertThat(numbers().totals().contacts()).isEqualTo(1);
        assertThat(numbers().localShare().of()).isEqualTo(2);
    }

    @Test
    void whoComesBackWithTheSameWishWithinAWeekWasNotServed() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        turn("a", DAY.plus(MINUTE), "thanks");
        turn("a", DAY.plus(Duration.ofDays(3)), "track_order");
        ServiceNumbers numbers = numbers();
        assertThat(numbers.fcr().count()).isZero();
        assertThat(numbers.reopenedWithin7Days().count()).isEqualTo(1);
        assertThat(numbers.reopenedWithin7Days().of()).isEqualTo(1);
        assertThat(numbers.totals().contacts()).isEqualTo(2);
    }

    @Test
    void anotherWishOrALaterOneIsANewMatter() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        turn("a", DAY.plus(MINUTE), "thanks");
        turn("a", DAY.plus(Duration.ofDays(3)), "refund_status");
        turn("a", DAY.plus(Duration.ofDays(8)), "track_order");
        assertThat(numbers().fcr().count()).isEqualTo(1);
        assertThat(numbers().reopenedWithin7Days().count()).isZero();
    }

    @Test
    void whoComesBackAfterThePeriodIsSeenToo() {
        conversation("a", "demo");
        Instant late = TO.minus(Duration.ofHours(2));
        turn("a", late, "track_order");
        turn("a", late.plus(MINUTE), "thanks");
        turn("a", TO.plus(Duration.ofDays(6)), "track_order");
        assertThat(numbers().fcr().count()).isZero();
        assertThat(numbers().totals().contacts()).isEqualTo(1);
    }

    @Test
    void aContactBelongsToThePeriodInWhichItBegan() {
        conversation("a", "demo");
        turn("a", FROM.minus(Duration.ofHours(1)), "track_order");
        turn("a", FROM.plus(Duration.ofHours(1)), "track_order");
        assertThat(numbers().totals().contacts()).isZero();
        assertThat(numbers(FROM.minus(Duration.ofDays(30)), FROM).totals().turns())
                .isEqualTo(2);
    }

    @Test
    void anAgentOrATicketMeansThatTheBotAloneDidNotSolveIt() {
        conversation("a", "demo");
        handOff("a", DAY);
        event("a", DAY.plus(Duration.ofSeconds(90)), "reply", "{}");
        turn("a", DAY.plus(Duration.ofMinutes(5)), "thanks");
        conversation("b", "demo");
        turn("b", DAY, "return_item");
        ticket("b", DAY, "return_item");
        turn("b", DAY.plus(MINUTE), "thanks");
        ServiceNumbers numbers = numbers();
        assertThat(numbers.fcr().count()).isZero();
        assertThat(numbers.handoffShare().value()).isEqualTo(0.5);
        assertThat(numbers.ticketShare().value()).isEqualTo(0.5);
        assertThat(numbers.medianAgentAnswerSeconds().value()).isEqualTo(90.0);
    }

    @Test
    void aTicketThatIsOpenedAgainIsReopened() {
        conversation("a", "demo");
        turn("a", DAY, "return_item");
        ticket("a", DAY, "return_item");
        event("a", DAY.plus(Duration.ofDays(1)), "ticket_closed", "{}");
        assertThat(numbers().reopenedWithin7Days().of()).isEqualTo(1);
        assertThat(numbers().reopenedWithin7Days().count()).isZero();
        event("a", DAY.plus(Duration.ofDays(3)), "ticket_opened", "{}");
        assertThat(numbers().reopenedWithin7Days().count()).isEqualTo(1);
        assertThat(numbers().openTickets()).isEqualTo(1);
    }

    @Test
    void ratingsOfFourAndFiveAreContent() {
        for (int score = 1; score <= 5; score++) {
            conversation("a" + score, "demo");
            turn("a" + score, DAY, "track_order");
            event("a" + score, DAY.plus(MINUTE), "rating", "{\"score\":" + score + "}");
        }
        ServiceNumbers numbers = numbers();
        assertThat(numbers.csat().value()).isEqualTo(0.4);
        assertThat(numbers.csat().of()).isEqualTo(5);
        assertThat(numbers.fcr().count()).isEqualTo(2);
    }

    @Test
    void turnsThatAskedAModelOutsideAreNotLocal() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        event(
                "a",
                DAY.plus(MINUTE),
                "turn",
                "{\"intents\":[{\"intent\":\"complaint\",\"confidence\":0.9}],\"cloudCalls\":2,\"holder\":\"bot\"}");
        assertThat(numbers().localShare().value()).isEqualTo(0.5);
    }

    @Test
    void merchantsAndDaysAreKeptApart() {
        conversation("a", "demo");
        conversation("b", "other");
        turn("a", Instant.parse("2026-11-10T20:00:00Z"), "track_order");
        turn("b", DAY, "track_order");
        ServiceMetrics metrics = new ServiceMetrics(kept());
        assertThat(metrics.of("demo", FROM, TO, ZoneOffset.UTC).totals().contacts())
                .isEqualTo(1);
        assertThat(metrics.of("demo", FROM, TO, ZoneId.of("Asia/Shanghai"))
                        .days()
                        .get(0)
                        .day())
                .isEqualTo(LocalDate.parse("2026-11-11"));
        assertThat(metrics.of(null, FROM, TO, ZoneOffset.UTC).totals().contacts())
                .isEqualTo(2);
    }

    @Test
    void anEventThatSomebodySpoiltDoesNotStopTheNumbers() {
        conversation("a", "demo");
        event("a", DAY, "turn", "{\"intents\":\"none\",\"holder\":7}");
        event("a", DAY, "rating", "{\"score\":\"high\"}");
        event("a", DAY, "unknown", "[]");
        assertThat(numbers().totals().turns()).isEqualTo(1);
        assertThat(numbers().csat().of()).isZero();
    }

    @Test
    void theNumbersOfAMonthCanBeComputedAgainFromItsExport() throws Exception {
        Random random = new Random(7);
        List<String> intents = List.of("track_order", "return_item", "thanks", "thanks", "greeting", "goodbye");
        for (int i = 0; i < 800; i++) {
            String id = "c" + i;
            conversation(id, "demo");
            Instant at = FROM.minus(Duration.ofDays(3)).plus(Duration.ofMinutes(random.nextInt(33 * 24 * 60)));
            for (int turns = 1 + random.nextInt(6); turns > 0; turns--) {
                if (random.nextInt(10) == 0) {
                    handOff(id, at);
                } else {
                    turn(id, at, intents.get(random.nextInt(intents.size())));
                }
                if (random.nextInt(8) == 0) {
                    TicketState[] states = TicketState.values();
                    ticket(id, at, "return_item", states[random.nextInt(states.length)]);
                }
                at = at.plus(random.nextInt(4) == 0 ? Duration.ofDays(1 + random.nextInt(9)) : MINUTE);
            }
        }
        spend(random);
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        JsonLines.write(new ArchiveExport(database), "demo", TO, export);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : export.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            lines.add(JSON.readTree(line));
        }
        Path file = Files.createTempFile("recount", ".jsonl");
        try {
            Files.write(file, export.toByteArray());
            String recounted = RecountCommand.recounted(
                    file.toString(),
                    "--merchant",
                    "demo",
                    "--from",
                    FROM.toString(),
                    "--to",
                    TO.toString(),
                    "--zone",
                    "Z");
            assertThat(JSON.readTree(recounted).toPrettyString())
                    .as("the command computes every number to the same value")
                    .isEqualTo(JSON.readTree(Json.API.writeValueAsString(numbers()))
                            .toPrettyString());
        } finally {
            Files.delete(file);
        }
        Recount recount = new Recount(lines, FROM, TO);
        ServiceNumbers numbers = numbers();
        assertThat(numbers.fcr().of()).isEqualTo(recount.wished).isGreaterThan(200);
        assertThat(numbers.fcr().count()).isEqualTo(recount.solved).isGreaterThan(10);
        assertThat(numbers.handoffShare().count()).isEqualTo(recount.handedOff).isGreaterThan(10);
        assertThat(numbers.localShare().of()).isEqualTo(recount.turns);
        assertThat(numbers.reopenedWithin7Days().of()).isEqualTo(recount.ended);
        assertThat(numbers.reopenedWithin7Days().count())
                .isEqualTo(recount.reopened)
                .isGreaterThan(1);
        assertThat(numbers.costPerSolved().of()).isEqualTo(recount.solved);
        assertThat(numbers.costPerSolved().spent().unscaledValue().longValueExact())
                .isEqualTo(recount.spent)
                .isGreaterThan(1_000);
        assertThat(numbers.costPerSolved()
                        .on()
                        .get("translation")
                        .unscaledValue()
                        .longValueExact())
                .isEqualTo(recount.translated)
                .isPositive();
        assertThat(numbers.costPerSolved().value())
                .isCloseTo(
                        BigDecimal.valueOf((double) recount.spent / recount.solved / 1_000_000),
                        within(new BigDecimal("0.000001")));
    }

    /** Requests that cost less than was set aside, of two merchants, of which some were never answered. */
    private void spend(Random random) {
        newEventsComeAfterThese();
        SqlSpending answers = new SqlSpending(database, 10_000, SpentOn.ANSWERS);
        SqlSpending translation = new SqlSpending(database, 10_000, SpentOn.TRANSLATION);
        for (int i = 0; i < 200; i++) {
            SqlSpending one = random.nextBoolean() ? answers : translation;
            String merchant = random.nextInt(5) == 0 ? "other" : "demo";
            Instant at = FROM.minus(Duration.ofDays(2)).plus(Duration.ofMinutes(random.nextInt(34 * 24 * 60)));
            if (one.reserve(merchant, 900, at) && random.nextInt(10) > 0) {
                one.settle(merchant, 900, random.nextInt(900), at.plusSeconds(2));
            }
        }
    }

    @Test
    void whatTranslationAtTheDeskCostsIsPartOfWhatASolvedContactCosts() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        turn("a", DAY.plus(MINUTE), "thanks");
        newEventsComeAfterThese();
        SqlSpending translation = new SqlSpending(database, 1_000_000, SpentOn.TRANSLATION);
        assertThat(translation.reserve("demo", 500_000, DAY)).isTrue();
        translation.settle("demo", 500_000, 20_000, DAY);
        assertThat(new SqlSpending(database, 1_000_000, SpentOn.ANSWERS).reserve("demo", 10_000, DAY))
                .isTrue();
        assertThat(new SqlSpending(database, 1_000_000, SpentOn.ANSWERS).reserve("other", 70_000, DAY))
                .isTrue();
        ServiceNumbers.Cost cost = numbers().costPerSolved();
        assertThat(cost.on())
                .containsOnlyKeys("answers", "translation")
                .containsEntry("translation", new BigDecimal("0.020000"));
        assertThat(cost.value()).isEqualTo("0.030000");
        assertThat(same(new Asked("demo", FROM, TO, ZoneOffset.UTC, "web", null, null))
                        .costPerSolved())
                .as("of a part nobody knows what was spent")
                .isNull();
        assertThat(numbers(FROM.minus(Duration.ofDays(9)), FROM).costPerSolved().value())
                .isNull();
    }

    @Test
    void whatIsSpentAddsUpToWhatTheCapOfTheDayCounts() {
        SqlSpending answers = new SqlSpending(database, 1_000, SpentOn.ANSWERS);
        SqlSpending translation = new SqlSpending(database, 1_000, SpentOn.TRANSLATION);
        assertThat(answers.reserve("demo", 600, DAY)).isTrue();
        assertThat(translation.reserve("demo", 500, DAY)).isFalse();
        answers.settle("demo", 600, 100, DAY);
        assertThat(translation.reserve("demo", 500, DAY)).isTrue();
        assertThat(answers.spentOn("demo", LocalDate.ofInstant(DAY, ZoneOffset.UTC)))
                .isEqualTo(600);
        assertThat(numbers().costPerSolved().spent()).isEqualTo("0.000600");
    }
}
