package io.polyclerk.server.persistence.proactive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.proactive.ConsentStore.Said;
import io.polyclerk.core.proactive.Forecast;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.core.proactive.Purpose;
import io.polyclerk.server.exchange.JsonLines;
import io.polyclerk.server.install.Person;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.metrics.RecountCommand;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.archive.SqlPersonalRecords;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.SqlSatisfaction;
import io.polyclerk.server.persistence.notices.BadRatings;
import io.polyclerk.server.proactive.ProactiveResults;
import io.polyclerk.server.proactive.ProactiveResults.Results;
import io.polyclerk.spi.store.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What comes of a month of writing first, and that anybody can count it again. */
abstract class ProactiveMonthContract extends ProactiveOnDatabase {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ORDERS = 120;
    private static final int DAYS = 7;

    private ProactiveResults results() {
        return new ProactiveResults(new ProactiveLedger(database), bench.clock);
    }

    private Results ofReminders() {
        return results().of("demo", Occasion.PAYMENT_REMINDER, ProactiveBench.START, bench.clock.instant(), DAYS);
    }

    /** Orders come, some are paid, some shoppers answer and some have had enough. */
    private void month(Random random) {
        Rule usual = ProactivePolicy.DEFAULT.of(Occasion.PAYMENT_REMINDER);
        bench.policy = bench.with(
                Occasion.PAYMENT_REMINDER, new Rule(true, usual.after(), usual.again(), usual.most(), 30, Map.of()));
        Map<Integer, ConversationId> chats = new HashMap<>();
        for (int day = 0; day < 30; day++) {
            for (int i = 0; i < ORDERS / 20 && chats.size() < ORDERS; i++) {
                int number = 2000 + chats.size();
                chats.put(number, bench.follows("chat" + number, ProactiveBench.unpaid(Integer.toString(number))));
            }
            bench.after(Duration.ofHours(12));
            for (int number : List.copyOf(chats.keySet())) {
                switch (random.nextInt(40)) {
                    case 0, 1 -> bench.changed(ProactiveBench.paid(Integer.toString(number)));
                    case 2 -> bench.wrote("chat" + number, "is it still there?");
                    case 3 ->
                        bench.consents.stopped(new Said(
                                chats.get(number),
                                100_000L + number,
                                "chat" + number,
                                "en",
                                null,
                                "stop",
                                bench.clock.instant()));
                    default -> {}
                }
            }
            bench.after(Duration.ofHours(12));
        }
        for (int day = 0; day < 8; day++) {
            bench.after(Duration.ofDays(1));
        }
    }

    @Test
    void aMonthIsCountedFromTheExportToTheSameNumbers() throws Exception {
        month(new Random(11));
        Results results = ofReminders();
        assertThat(results.told()).isGreaterThan(60);
        assertThat(results.spared()).isGreaterThan(20);
        assertThat(results.optedOut()).isPositive();
        assertThat(results.payments()).isNotNull();
        assertThat(results.payments().gap()).isNotNull();
        assertThat(results.payments().revenue()).hasSize(1);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        JsonLines.write(new ArchiveExport(database), "demo", bench.clock.instant(), target);
        ProactiveRecount recount = new ProactiveRecount(
                target.toString(StandardCharsets.UTF_8).lines().toList(), "payment_reminder");
        assertThat(recount.counts(DAYS, bench.clock.instant())).isEqualTo(counts(results));
        assertThat(commandOn(target.toByteArray()).at("/proactive"))
                .as("the command that everybody has tells the same, money and intervals too")
                .containsExactly(JSON.readTree(Json.API.writeValueAsString(results)));
    }

    private JsonNode commandOn(byte[] export) throws IOException {
        Path file = Files.write(Files.createTempFile("proactive", ".jsonl"), export);
        try {
            return JSON.readTree(RecountCommand.recounted(
                    file.toString(),
                    "--merchant",
                    "demo",
                    "--from",
                    ProactiveBench.START.toString(),
                    "--to",
                    bench.clock.instant().toString(),
                    "--days",
                    Integer.toString(DAYS)));
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Long> counts(Results results) {
        Map<String, Long> counts = new TreeMap<>(Map.of(
                "told", results.told(),
                "byTemplate", results.byTemplate(),
                "sent", results.sent(),
                "read", results.read(),
                "answered", results.answered(),
                "optedOut", results.optedOut(),
                "spared", results.spared()));
        counts.put("ordersTold", (long) results.payments().told().orders());
        counts.put("paidTold", (long) results.payments().told().paid());
        counts.put("ordersSpared", (long) results.payments().spared().orders());
        counts.put("paidSpared", (long) results.payments().spared().paid());
        results.dropped().forEach(one -> counts.put("dropped " + one.why(), one.count()));
        return counts;
    }

    @Test
    void nobodyIsToldWhoDidNotAllowItAndNobodyTwice() {
        month(new Random(5));
        List<String> twice = database.read(session -> session.all(
                "select order_id from proactive where state = 'told' group by store, order_id, occasion, subject having count(*) > 1",
                row -> row.getString(1)));
        assertThat(twice).isEmpty();
        List<Long> withoutConsent = database.read(session -> session.all("""
                select m.id from message m where m.unasked and m.state <> 'WITHDRAWN' and (
                  select k.state from consent k where k.conversation_id = m.conversation_id and k.state <> 'asked' and k.at < m.at
                  order by k.id desc fetch first 1 row only) <> 'given'""", row -> row.getLong(1)));
        assertThat(withoutConsent).isEmpty();
        assertThat(bench.platform.sent).hasSizeGreaterThan(60);
    }

    @Test
    void recoveredMoneyIsToldAsADifferenceAndOnlyOnceItsDaysAreOver() {
        Rule usual = ProactivePolicy.DEFAULT.of(Occasion.PAYMENT_REMINDER);
        bench.policy =
                bench.with(Occasion.PAYMENT_REMINDER, new Rule(true, usual.after(), usual.again(), 1, 50, Map.of()));
        for (int i = 0; i < 20; i++) {
            bench.follows("chat" + i, ProactiveBench.unpaid(Integer.toString(3000 + i)));
        }
        bench.round();
        bench.after(Duration.ofHours(4));
        Results early = ofReminders(bench.clock.instant().plusSeconds(1));
        assertThat(early.payments().running()).isEqualTo(20);
        assertThat(early.payments().told().orders()).isZero();
        // All who were reminded pay, none of the others do.
        Set<String> told = Set.copyOf(database.read(session ->
                session.all("select order_number from proactive where state = 'told'", row -> row.getString(1))));
        told.forEach(number -> bench.changed(ProactiveBench.paid(number)));
        bench.after(Duration.ofDays(8));
        Results late = ofReminders();
        assertThat(late.payments().told().paid()).isEqualTo(told.size());
        assertThat(late.payments().spared().paid()).isZero();
        assertThat(late.payments().gap().value()).isEqualTo(1.0);
        assertThat(late.payments().revenue().get(0).recovered())
                .isEqualTo(new Money(
                        new java.math.BigDecimal("59.90").multiply(java.math.BigDecimal.valueOf(told.size())),
                        java.util.Currency.getInstance("EUR")));
    }

    private Results ofReminders(java.time.Instant to) {
        return results().of("demo", Occasion.PAYMENT_REMINDER, ProactiveBench.START, to, DAYS);
    }

    @Test
    void theForecastSaysWhatHappensThenAndSendsNothing() {
        bench.follows("ann", ProactiveBench.unpaid("1001"));
        bench.follows("bob", ProactiveBench.paid("1002"));
        bench.round();
        Forecast forecast = new Forecast(bench.proactive, bench.platform, bench.decider, bench.clock);
        List<Forecast.Expected> expected = forecast.of("demo", ProactivePolicy.DEFAULT, Duration.ofHours(24), 50);
        assertThat(expected).singleElement().satisfies(one -> {
            assertThat(one.occasion()).isEqualTo(Occasion.PAYMENT_REMINDER);
            assertThat(one.number()).isEqualTo("1001");
            assertThat(one.at()).isEqualTo(ProactiveBench.START.plus(Duration.ofHours(4)));
            assertThat(one.isOn()).isFalse();
        });
        assertThat(bench.platform.sent).isEmpty();
    }

    @Test
    void whoIsErasedTakesTheConsentAndTheOrderAlong() {
        ConversationId id = bench.follows("ann", ProactiveBench.unpaid("1001"));
        bench.round();
        database.write(session -> session.update(
                "update conversation set memory = ? where id = ?",
                "{\"trust\":{\"proofs\":{\"shop/id-1001 ann\":{\"level\":\"order_proof\",\"at\":\"2026-11-26T10:00:00Z\"}},\"failedProofs\":0},\"offered\":[],\"disclosed\":true}",
                id.value()));
        SqlPersonalRecords records = new SqlPersonalRecords(database, gone -> 0);
        Person ann = new Person("demo", "shop", null, "mei@mail.example", null, List.of("id-1001"));
        assertThat(records.of(ann)).singleElement().satisfies(talk -> {
            assertThat(talk.consents()).singleElement().satisfies(said -> {
                assertThat(said.state()).isEqualTo("given");
                assertThat(said.purposes()).isEqualTo("feedback order_news");
                assertThat(said.question()).isEqualTo("Shall I write?");
                assertThat(said.answer()).isEqualTo("yes");
            });
        });
        records.end(ann);
        assertThat(bench.consents.entries(id)).isEmpty();
        assertThat(bench.after(Duration.ofHours(5))).isEmpty();
        List<String> left = database.read(session -> session.all(
                "select order_id || order_number from proactive where order_id like '%1001%' or order_number like '%1001%'",
                row -> row.getString(1)));
        assertThat(left).isEmpty();
    }

    @Test
    void aBadRatingIsANoticeUntilSomebodySpeaksToTheShopper() {
        ConversationId id = bench.wrote("ann", "hello").conversation();
        new SqlSatisfaction(database).rated(id, 1, bench.clock.instant());
        new SqlSatisfaction(database).rated(bench.wrote("bob", "hi").conversation(), 4, bench.clock.instant());
        Said carl = bench.wrote("carl", "2");
        bench.consents.reviewed(carl.conversation(), carl.sequence(), 2, bench.clock.instant());
        bench.consents.reviewed(carl.conversation(), carl.sequence(), 2, bench.clock.instant());
        BadRatings ratings = new BadRatings(database);
        assertThat(ratings.of("demo", 2, bench.clock.instant()))
                .hasValueSatisfying(heap -> assertThat(heap.count()).isEqualTo(2));
        assertThat(ratings.of("demo", 1, bench.clock.instant()))
                .hasValueSatisfying(heap -> assertThat(heap.count()).isEqualTo(1));
        assertThat(ratings.of("other", 2, bench.clock.instant())).isEmpty();
        bench.clock.pass(Duration.ofMinutes(1));
        database.write(session -> session.update(
                "insert into message (conversation_id, connection_id, author, contents, at, pending, state) values (?, 'web', ?, ?, ?, 0, 'SENT')",
                id.value(),
                Author.AGENT.stored(),
                "[{\"type\":\"text\",\"text\":\"sorry\"}]",
                bench.clock.instant()));
        assertThat(ratings.of("demo", 1, bench.clock.instant())).isEmpty();
    }

    @Test
    void consentIsExportedWordForWordAndTakenInAgain() throws Exception {
        ConversationId id = bench.follows("ann", ProactiveBench.unpaid("1001"));
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        JsonLines.write(new ArchiveExport(database), "demo", bench.clock.instant(), target);
        String exported = target.toString(StandardCharsets.UTF_8);
        assertThat(exported)
                .contains("\"type\":\"consent\"", "\"state\":\"given\"", "Shall I write?", "\"answer\":\"yes\"");
        assertThat(bench.consents.of(id).given()).containsExactlyInAnyOrder(Purpose.values());
    }
}
