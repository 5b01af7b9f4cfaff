package io.polyclerk.server.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.billing.Bill;
import io.polyclerk.core.billing.BillLine;
import io.polyclerk.core.billing.Meter;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.billing.BillingDesk.Choice;
import io.polyclerk.server.billing.BillingDesk.RefusedChoice;
import io.polyclerk.server.billing.BillingDesk.Standing;
import io.polyclerk.server.billing.BillingDesk.Stop;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.archive.ArchiveImport;
import io.polyclerk.server.persistence.archive.ArchiveLine.ConversationLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.EventLine;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.BillingAccounts.Account;
import io.polyclerk.server.persistence.billing.BillingClaims;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.Invoices.Invoice;
import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.orders.ActionEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, and what merchants owe for it, on every database. */
abstract class BillingContract {

    private static final Instant START = Instant.parse("2026-11-10T10:00:00Z");
    private static final String SHOP = "fern";

    private final HandClock clock = new HandClock(START);
    private Database database;
    private UsageLog usage;
    private BillingAccounts accounts;
    private Invoices invoices;
    private BillingClaims claims;
    private BillingDesk desk;
    private TalkingShoppers shoppers;

    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        usage = new UsageLog(database);
        accounts = new BillingAccounts(database);
        invoices = new Invoices(database);
        claims = new BillingClaims(database);
        desk = new BillingDesk(PriceList.of(null), accounts, invoices, usage, new UsageMeter(usage), clock);
        shoppers = new TalkingShoppers(Stores.on(database), SHOP, clock, new AtomicInteger());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void aContactIsOneConversationHoweverManyTurnsItHas() {
        shoppers.turn("a", Intent.TRACK_ORDER);
        clock.pass(Duration.ofHours(20));
        shoppers.turn("a", Intent.TRACK_ORDER);
        clock.pass(Duration.ofHours(20));
        shoppers.turn("a", Intent.TRACK_ORDER);
        assertThat(counted(Meter.CONVERSATION)).isEqualTo(1);
        clock.pass(Duration.ofHours(24));
        shoppers.turn("a", Intent.TRACK_ORDER);
        assertThat(counted(Meter.CONVERSATION)).isEqualTo(2);
    }

    @Test
    void whatTheBotDoesNotAnswerIsNoConversation() {
        shoppers.turn("a", Intent.TRACK_ORDER, 0, List.of(), 1, false);
        assertThat(counted(Meter.CONVERSATION)).isZero();
    }

    @Test
    void deliveringAndStoringTwiceCountsOnce() {
        shoppers.turn("a", Intent.TRACK_ORDER, 1, List.of(), 3, true);
        assertThat(counted(Meter.CONVERSATION)).isEqualTo(1);
        new UsageMeter(usage).count();
        assertThat(counted(Meter.CONVERSATION)).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackSplitsNoContact() {
        clock.pass(Duration.ofDays(2));
        shoppers.turn("a", Intent.TRACK_ORDER);
        clock.put(START);
        shoppers.turn("a", Intent.TRACK_ORDER);
        assertThat(counted(Meter.CONVERSATION)).isEqualTo(1);
    }

    @Test
    void whatWasImportedIsNotCounted() {
        ArchiveImport archive = new ArchiveImport(database);
        archive.store(List.of(
                new ConversationLine(
                        "old",
                        "web",
                        "old",
                        SHOP,
                        io.polyclerk.core.conversation.Holder.BOT,
                        null,
                        "en",
                        io.polyclerk.core.conversation.Memory.EMPTY,
                        0,
                        START,
                        START),
                new EventLine(
                        7,
                        START,
                        SHOP,
                        "old",
                        "turn",
                        io.polyclerk.server.json.Json.read(
                                "{\"replies\":1,\"holder\":\"bot\"}", com.fasterxml.jackson.databind.JsonNode.class))));
        assertThat(counted(Meter.CONVERSATION)).isZero();
    }

    @Test
    void solvedIsChargedWhenTheShopperSaysSoAndTakenBackWhenTheyReturn() throws Exception {
        choose("solved", null);
        endTrial();
        shoppers.turn("a", Intent.TRACK_ORDER);
        assertThat(net(Meter.SOLVED)).isZero();
        shoppers.turn("a", Intent.THANKS);
        assertThat(net(Meter.SOLVED)).isEqualTo(1);
        clock.pass(Duration.ofDays(3));
        shoppers.turn("a", Intent.TRACK_ORDER);
        assertThat(net(Meter.SOLVED)).isZero();
    }

    @Test
    void whoIsHandedToAHumanIsNotSolved() {
        TicketDraft ticket = new TicketDraft("complaint", "words", null, "en", false);
        shoppers.turn("a", Intent.COMPLAINT, 1, List.of(ticket), 1, false);
        shoppers.turn("a", Intent.THANKS);
        assertThat(net(Meter.SOLVED)).isZero();
    }

    @Test
    void anActionIsCountedOnceItIsDone() {
        ConversationId conversation = shoppers.turn("a", Intent.CANCEL_ORDER);
        ActionEvents.leave(database, SHOP, conversation, "act1", "confirmed", clock.instant());
        ActionEvents.leave(database, SHOP, conversation, "act1", "done", clock.instant());
        ActionEvents.leave(database, SHOP, conversation, "act1", "done", clock.instant());
        ActionEvents.leave(database, SHOP, conversation, "act2", "refused", clock.instant());
        assertThat(counted(Meter.ACTION)).isEqualTo(1);
    }

    @Test
    void aMonthIsClosedOnceAnHourAfterItsEndAndListsItsConversations() throws Exception {
        choose("steps", null);
        endTrial();
        ConversationId first = shoppers.turn("a", Intent.TRACK_ORDER);
        clock.put(Instant.parse("2026-12-01T00:30:00Z"));
        assertThat(desk.closeEnded()).isEmpty();
        clock.put(Instant.parse("2026-12-01T01:00:00Z"));
        ConversationId second = shoppers.turn("b", Intent.TRACK_ORDER);
        Invoice invoice = desk.closeEnded().get(0);
        assertThat(desk.closeEnded()).isEmpty();
        assertThat(invoice.id()).isEqualTo("fern-2026-11");
        assertThat(BillDocument.ofJson(invoice.content()).lines().stream()
                        .flatMap(line -> line.units().stream())
                        .map(BillDocument.Unit::conversation))
                .containsExactly(first.value());
        assertThat(today().lines().stream().flatMap(line -> line.units().stream()))
                .extracting(unit -> unit.conversation())
                .containsExactly(second.value());
    }

    @Test
    void twoNodesCloseAMonthOnce() {
        standing();
        clock.put(Instant.parse("2026-12-01T02:00:00Z"));
        Account seen = accounts.account(SHOP).orElseThrow();
        Bill bill = today();
        assertThat(invoices.close(seen, "fern-2026-11", bill, "{}", clock.instant()))
                .isPresent();
        assertThat(invoices.close(seen, "fern-2026-11", bill, "{}", clock.instant()))
                .isEmpty();
        assertThat(invoices.invoices(SHOP)).hasSize(1);
    }

    @Test
    void whatComesTooLateIsOnTheNextBill() throws Exception {
        choose("steps", null);
        endTrial();
        clock.put(Instant.parse("2026-12-01T01:00:00Z"));
        assertThat(desk.closeEnded()).hasSize(1);
        clock.put(Instant.parse("2026-11-30T23:00:00Z"));
        ConversationId late = shoppers.turn("late", Intent.TRACK_ORDER);
        clock.put(Instant.parse("2027-01-01T01:00:00Z"));
        Invoice december = desk.closeEnded().get(0);
        assertThat(december.content()).contains(late.value());
    }

    @Test
    void whatTurnsOutUnsolvedAfterItsBillIsGivenBackOnTheNext() throws Exception {
        choose("solved", null);
        endTrial();
        clock.put(Instant.parse("2026-11-29T10:00:00Z"));
        for (int i = 0; i < 21; i++) {
            shoppers.turn("s" + i, Intent.TRACK_ORDER);
            shoppers.turn("s" + i, Intent.THANKS);
            clock.pass(Duration.ofSeconds(1));
        }
        clock.put(Instant.parse("2026-12-01T01:00:00Z"));
        assertThat(desk.closeEnded().get(0).total()).isEqualByComparingTo("0.55");
        clock.put(Instant.parse("2026-12-03T10:00:00Z"));
        shoppers.turn("s20", Intent.TRACK_ORDER);
        clock.put(Instant.parse("2027-01-01T01:00:00Z"));
        Invoice december = desk.closeEnded().get(0);
        assertThat(december.subtotal()).isEqualByComparingTo("-0.55");
        assertThat(december.total()).isZero();
        assertThat(claims.credits(SHOP))
                .singleElement()
                .satisfies(credit -> assertThat(credit.remaining()).isEqualByComparingTo("0.55"));
    }

    @Test
    void creditIsTakenUpByTheNextInvoiceAndNeverMoreThanWasAsked() throws Exception {
        choose("steps", null);
        endTrial();
        clock.put(Instant.parse("2026-12-01T01:00:00Z"));
        Invoice november = desk.closeEnded().get(0);
        assertThat(claims.credit(november, new BigDecimal("99.00"), "too much", "root", clock.instant()))
                .isEmpty();
        assertThat(claims.credit(november, new BigDecimal("2.50"), "a pity", "root", clock.instant()))
                .isPresent();
        clock.put(Instant.parse("2027-01-01T01:00:00Z"));
        Invoice december = desk.closeEnded().get(0);
        assertThat(december.subtotal()).isEqualByComparingTo("19.00");
        assertThat(december.credited()).isEqualByComparingTo("2.50");
        assertThat(december.total()).isEqualByComparingTo("16.50");
    }

    @Test
    void aDisputeIsDecidedOnceAndGivesThePriceOfItsUnitsBack() throws Exception {
        choose("solved", null);
        endTrial();
        for (int i = 0; i < 21; i++) {
            shoppers.turn("s" + i, Intent.TRACK_ORDER);
            shoppers.turn("s" + i, Intent.THANKS);
            clock.pass(Duration.ofSeconds(1));
        }
        clock.put(Instant.parse("2026-12-01T01:00:00Z"));
        Invoice invoice = desk.closeEnded().get(0);
        String unit = BillDocument.ofJson(invoice.content()).lines().stream()
                .filter(line -> line.amount().equals("0.55"))
                .flatMap(line -> line.units().stream())
                .map(BillDocument.Unit::id)
                .findFirst()
                .orElseThrow();
        BigDecimal price = usage.sumOn(invoice.id(), List.of(unit)).orElseThrow();
        assertThat(price).isEqualByComparingTo("0.55");
        assertThat(usage.sumOn(invoice.id(), List.of("solved nothing"))).isEmpty();
        BillingClaims.Dispute dispute = claims.open(invoice, List.of(unit), "was not solved", "ann", clock.instant());
        assertThat(claims.decide(dispute, invoice, price, "right", "root", clock.instant()))
                .hasValueSatisfying(done -> assertThat(done.creditNote()).isNotNull());
        assertThat(claims.decide(dispute, invoice, price, "again", "root", clock.instant()))
                .isEmpty();
        assertThat(claims.credits(SHOP)).hasSize(1);
    }

    @Test
    void thereIsOneTrialForEachMerchant() throws Exception {
        Instant until = choose("steps", null).current().trialUntil();
        assertThat(until).isEqualTo(START.plus(Duration.ofDays(14)));
        assertThat(choose("solved", null).current().trialUntil()).isEqualTo(until);
        clock.pass(Duration.ofDays(20));
        choose("free", null);
        assertThat(choose("steps", null).current().trialUntil()).isNull();
    }

    @Test
    void whoKeepsThePlanKeepsItsPrices() throws Exception {
        choose("steps", null);
        String dearer = "{\"version\":\"2027-01-01\",\"usual\":\"own\",\"currency\":\"USD\",\"plans\":["
                + "{\"id\":\"own\",\"name\":{\"en\":\"Own\"},\"currencies\":{\"USD\":{\"base\":\"0.00\",\"meters\":{}}}},"
                + "{\"id\":\"steps\",\"name\":{\"en\":\"Steps\"},\"currencies\":{\"USD\":{\"base\":\"99.00\",\"meters\":{}}}}]}";
        desk = new BillingDesk(
                PriceList.read(new com.fasterxml.jackson.databind.ObjectMapper().readTree(dearer)),
                accounts,
                invoices,
                usage,
                new UsageMeter(usage),
                clock);
        assertThat(choose("steps", "50.00").current().plan().base()).isEqualByComparingTo("19.00");
    }

    @Test
    void whatIsNotOnThePriceListCannotBeChosen() {
        assertThatThrownBy(() -> choose("gold", null)).isInstanceOf(RefusedChoice.class);
        assertThatThrownBy(() -> choose("steps", "1.005")).isInstanceOf(RefusedChoice.class);
    }

    @Test
    void theCurrencyStaysOnceThereWasSomethingToPay() throws Exception {
        desk.choose(
                SHOP, new Choice("steps", Currency.getInstance("EUR"), ZoneId.of("Europe/Lisbon"), null, null), "ann");
        assertThatThrownBy(() ->
                        desk.choose(SHOP, new Choice("steps", Currency.getInstance("CNY"), null, null, null), "ann"))
                .isInstanceOf(RefusedChoice.class);
        assertThat(standing().account().currency().getCurrencyCode()).isEqualTo("EUR");
    }

    @Test
    void whoWasFasterWins() throws Exception {
        long seen = standing().account().version();
        assertThat(desk.choose(SHOP, new Choice("steps", null, null, null, seen), "ann"))
                .isPresent();
        assertThat(desk.choose(SHOP, new Choice("free", null, null, null, seen), "bob"))
                .isEmpty();
    }

    @Test
    void aUsedUpPlanOrCapStopsTheBotAndIsToldInShares() throws Exception {
        choose("free", null);
        for (int i = 0; i < 50; i++) {
            assertThat(look()).isEmpty();
            shoppers.turn("c" + i, Intent.TRACK_ORDER);
            new UsageMeter(usage).count();
        }
        assertThat(look()).contains(Stop.LIMIT);
        assertThat(accounts.alerts(accounts.account(SHOP).orElseThrow())).containsExactly(50, 80, 100);
        choose("solved", "0.00");
        endTrial();
        assertThat(look()).isEmpty();
        choose("own", null);
        assertThat(look()).isEmpty();
    }

    private Optional<Stop> look() {
        return desk.look(accounts.account(SHOP).orElseThrow());
    }

    private Standing standing() {
        return desk.standing(SHOP);
    }

    private Bill today() {
        return desk.today(standing());
    }

    private Standing choose(String plan, @Nullable String cap) throws RefusedChoice {
        return desk.choose(SHOP, new Choice(plan, null, null, cap == null ? null : new BigDecimal(cap), null), "ann")
                .orElseThrow();
    }

    private void endTrial() {
        clock.pass(Duration.ofDays(15));
    }

    private long counted(Meter meter) {
        return today().lines().stream()
                .filter(line -> line.meter() == meter)
                .flatMap(line -> line.units().stream())
                .count();
    }

    private int net(Meter meter) {
        return today().lines().stream()
                .filter(line -> line.meter() == meter && line.kind() == BillLine.Kind.USAGE)
                .mapToInt(BillLine::quantity)
                .sum();
    }
}
