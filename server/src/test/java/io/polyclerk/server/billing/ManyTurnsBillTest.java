package io.polyclerk.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.exchange.JsonLines;
import io.polyclerk.server.persistence.ActionEvents;
import io.polyclerk.server.persistence.ArchiveExport;
import io.polyclerk.server.persistence.BillingRecords;
import io.polyclerk.server.persistence.BillingRecords.Invoice;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Stores;
import io.polyclerk.server.persistence.UsageLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four thousand turns in every build and a hundred thousand when asked for: delivered up to three times, stored twice, counted by meters that die at any point, over restarts of the
 * database and under a clock that is set to and fro by days. What is on the bills is compared with a count that knows nothing but the export.
 */
class ManyTurnsBillTest {

    private static final String SHOP = "fern";
    /** Four thousand turns in every build; a hundred thousand with {@code -Dbilling.shoppers=1000}, which takes long. */
    private static final int SHOPPERS = Integer.getInteger("billing.shoppers", 40);

    private static final int ROUNDS = 100;
    private static final int THREADS = 16;
    private static final List<Intent> INTENTS = List.of(
            Intent.TRACK_ORDER,
            Intent.TRACK_ORDER,
            Intent.REFUND_STATUS,
            Intent.THANKS,
            Intent.THANKS,
            Intent.GREETING);
    private static final String PRICES = """
            {"version":"2026-11-01","usual":"all","currency":"USD","plans":[{"id":"all","name":{"en":"All"},"currencies":{"USD":{
            "base":"19.00","meters":{"conversation":[{"upTo":1000,"price":"0.10"},{"upTo":5000,"price":"0.07"},{"price":"0.05"}],
            "solved":[{"price":"0.55"}],"action":[{"price":"0.11"}]}}}}]}""";

    private final HandClock clock = new HandClock(Instant.parse("2026-10-20T08:00:00Z"));
    private final Random random = new Random(20261126);
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger deaths = new AtomicInteger();
    private Instant trueTime = clock.instant();

    @TempDir
    private Path folder;

    @Test
    void theBillsAreWhatAnIndependentCountOfTheExportSaysToTheCent() throws Exception {
        for (int part = 0; part < 4; part++) {
            try (Database database = Database.embedded(folder.resolve("database"), false)) {
                talk(database, ROUNDS / 4);
            }
        }
        try (Database database = Database.embedded(folder.resolve("database"), false)) {
            compare(database);
        }
    }

    private void talk(Database database, int rounds) throws Exception {
        TalkingShoppers shoppers = new TalkingShoppers(Stores.on(database), SHOP, clock, messages);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < rounds; round++) {
                // Somebody sets the clock wrong for one round in four, by up to three days.
                boolean wrong = random.nextInt(4) == 0;
                clock.put(wrong ? trueTime.plus(Duration.ofHours(random.nextInt(144) - 72)) : trueTime);
                List<Future<?>> running = IntStream.range(0, THREADS)
                        .<Future<?>>mapToObj(thread -> {
                            long seed = random.nextLong();
                            return threads.submit(() -> round(database, shoppers, thread, new Random(seed)));
                        })
                        .toList();
                countAndDie(database);
                for (Future<?> one : running) {
                    one.get();
                }
                clock.put(trueTime);
                countAndDie(database);
                trueTime = trueTime.plus(Duration.ofMinutes(random.nextInt(32 * 60)));
            }
        }
    }

    private void round(Database database, TalkingShoppers shoppers, int thread, Random own) {
        for (int shopper = thread; shopper < SHOPPERS; shopper += THREADS) {
            ConversationId conversation = shoppers.turn(
                    "shopper" + shopper,
                    INTENTS.get(own.nextInt(INTENTS.size())),
                    own.nextInt(20) == 0 ? 0 : 1,
                    own.nextInt(30) == 0
                            ? List.of(new TicketDraft("complaint", "words", null, "en", false))
                            : List.of(),
                    1 + own.nextInt(3),
                    own.nextInt(20) == 0);
            if (own.nextInt(50) == 0) {
                String action = "act" + done.incrementAndGet();
                for (int times = own.nextInt(3); times >= 0; times--) {
                    ActionEvents.leave(database, SHOP, conversation, action, "done", clock.instant());
                }
            }
        }
    }

    /** A meter and a desk that are killed at some point, or not. */
    private void countAndDie(Database database) {
        UsageLog log = new DyingLog(database, new Random(random.nextLong()));
        try {
            BillingDesk desk = desk(database, log);
            desk.today(desk.standing(SHOP));
            desk.closeEnded();
        } catch (Killed asPlanned) {
            deaths.incrementAndGet();
        }
    }

    private BillingDesk desk(Database database, UsageLog log) {
        try {
            return new BillingDesk(
                    PriceList.read(new ObjectMapper().readTree(PRICES)),
                    new BillingRecords(database),
                    log,
                    new UsageMeter(
                            log, () -> nanos.addAndGet(Duration.ofMinutes(11).toNanos())),
                    clock);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void compare(Database database) throws IOException {
        clock.put(trueTime);
        BillingDesk desk = desk(database, new UsageLog(database));
        desk.today(desk.standing(SHOP));
        desk.closeEnded();
        BillDocument open = BillDocument.of(desk.today(desk.standing(SHOP)));
        List<Invoice> invoices = new BillingRecords(database).invoices(SHOP);
        List<BillDocument> bills = Stream.concat(
                        invoices.stream().map(invoice -> BillDocument.ofJson(invoice.content())), Stream.of(open))
                .toList();
        BillRecount recount = new BillRecount(export(database));

        assertThat(messages.get()).isEqualTo(SHOPPERS * ROUNDS);
        assertThat(deaths.get()).isGreaterThan(10);
        assertThat(invoices.size()).isGreaterThanOrEqualTo(2);
        assertThat(units(bills, "conversation").map(unit -> unit.conversation() + "/" + unit.turn()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(recount.conversations);
        assertThat(units(bills, "action").map(unit -> unit.id().substring("action ".length())))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(recount.actions);
        long cents = bills.stream()
                        .mapToLong(bill -> conversationCents(
                                units(List.of(bill), "conversation").count()))
                        .sum()
                + 55L * recount.solved
                + 11L * recount.actions.size()
                + 1_900L * invoices.size()
                + openBaseCents(open);
        BigDecimal billed =
                bills.stream().map(bill -> new BigDecimal(bill.total())).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(billed).isEqualByComparingTo(BigDecimal.valueOf(cents, 2));
        assertThat(recount.solved).isPositive();
    }

    private static Stream<BillDocument.Unit> units(List<BillDocument> bills, String meter) {
        return bills.stream()
                .flatMap(bill -> bill.lines().stream())
                .filter(line -> meter.equals(line.meter()))
                .flatMap(line -> line.units().stream());
    }

    private static long conversationCents(long count) {
        return 10 * Math.min(count, 1_000) + 7 * Math.clamp(count - 1_000, 0, 4_000) + 5 * Math.max(0, count - 5_000);
    }

    private long openBaseCents(BillDocument open) {
        LocalDate first = LocalDate.ofInstant(open.from(), ZoneOffset.UTC);
        LocalDate today = LocalDate.ofInstant(trueTime, ZoneOffset.UTC);
        long days = Math.max(0, today.toEpochDay() - first.toEpochDay() + 1);
        int month = first.lengthOfMonth();
        return (2 * 1_900L * days + month) / (2L * month);
    }

    private static List<JsonNode> export(Database database) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        JsonLines.write(new ArchiveExport(database), SHOP, Instant.EPOCH, file);
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : file.toString(StandardCharsets.UTF_8).split("\n")) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Now and then it dies before or after it has done something. */
    private static final class DyingLog extends UsageLog {
        private final Random random;
        private final Map<String, Integer> odds = Map.of("record", 8, "advance", 6);

        DyingLog(Database database, Random random) {
            super(database);
            this.random = random;
        }

        private void perhapsDie(String where) {
            if (random.nextInt(odds.getOrDefault(where, 1)) == 0) {
                throw new Killed();
            }
        }

        @Override
        public int record(List<Owned> units) {
            perhapsDie("record");
            int stored = super.record(units);
            perhapsDie("record");
            return stored;
        }

        @Override
        public void advance(long mark) {
            perhapsDie("advance");
            super.advance(mark);
            perhapsDie("advance");
        }
    }
}
