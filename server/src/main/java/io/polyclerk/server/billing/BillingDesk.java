package io.polyclerk.server.billing;

import io.polyclerk.core.billing.Bill;
import io.polyclerk.core.billing.Billing;
import io.polyclerk.core.billing.BillingPeriod;
import io.polyclerk.core.billing.Meter;
import io.polyclerk.core.billing.Plan;
import io.polyclerk.core.billing.Terms;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.BillingAccounts.Account;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.Invoices.Invoice;
import io.polyclerk.server.persistence.billing.UsageLog;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What merchants have agreed to, owe today and owed before. Thread-safe. */
public final class BillingDesk {

    /** How long after its end a month stays open, for what was under way. What comes later goes on the next bill. */
    static final Duration GRACE = Duration.ofHours(1);

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final List<Integer> SHARES = List.of(50, 80, 100);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final PriceList prices;
    private final BillingAccounts accounts;
    private final Invoices invoices;
    private final UsageLog usage;
    private final UsageMeter meter;
    private final Clock clock;

    public BillingDesk(
            PriceList prices,
            BillingAccounts accounts,
            Invoices invoices,
            UsageLog usage,
            UsageMeter meter,
            Clock clock) {
        this.prices = prices;
        this.accounts = accounts;
        this.invoices = invoices;
        this.usage = usage;
        this.meter = meter;
        this.clock = clock;
    }

    /** An account with all that was ever agreed, oldest first. */
    public record Standing(Account account, List<Terms> terms) {

        public Terms current() {
            return terms.get(terms.size() - 1);
        }
    }

    /**
     * What is to hold from now on.
     *
     * @param currency null to keep it
     * @param zone null to keep it; another one holds from the next bill on
     * @param cap null for none
     * @param seen version of the account that the change was made on; null when it does not matter
     */
    public record Choice(
            String plan,
            @Nullable Currency currency,
            @Nullable ZoneId zone,
            @Nullable BigDecimal cap,
            @Nullable Long seen) {}

    /** Why a choice cannot be. */
    public static final class RefusedChoice extends Exception {
        private static final long serialVersionUID = 1L;
        private final String field;

        RefusedChoice(String field, String message) {
            super(message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** The price list that new agreements are made on. */
    public PriceList prices() {
        return prices;
    }

    /** The merchant's account; it is opened, with the usual plan, when there is none. */
    public Standing standing(String merchant) {
        Account account = accounts.account(merchant).orElseGet(() -> open(merchant));
        return new Standing(account, accounts.terms(merchant));
    }

    private Account open(String merchant) {
        Plan usual = prices.usual();
        BillingPeriod period = BillingPeriod.at(clock.instant(), UTC);
        accounts.open(
                new Account(merchant, usual.currency(), UTC, period, false, 0),
                new Terms(period.from(), usual, null, null),
                "billing");
        return accounts.account(merchant).orElseThrow();
    }

    /**
     * Changes the plan, the cap, the currency or the zone, from now on.
     *
     * @param actor id of the token
     * @return empty when somebody was faster
     */
    public Optional<Standing> choose(String merchant, Choice choice, String actor) throws RefusedChoice {
        Standing now = standing(merchant);
        Account account = now.account();
        if (choice.seen() != null && choice.seen() != account.version()) {
            return Optional.empty();
        }
        Currency currency = choice.currency() == null ? account.currency() : choice.currency();
        boolean isOtherCurrency = !currency.equals(account.currency());
        if (isOtherCurrency && now.terms().stream().anyMatch(terms -> !isFree(terms.plan()))) {
            throw new RefusedChoice("currency", "cannot change once there was something to pay");
        }
        Terms before = now.current();
        // Who keeps the plan keeps its prices.
        Plan plan = before.plan().id().equals(choice.plan()) && !isOtherCurrency
                ? before.plan()
                : prices.plan(choice.plan(), currency)
                        .orElseThrow(() -> new RefusedChoice("plan", "is none of the price list in this currency"));
        check(choice.cap(), currency);
        Terms terms = new Terms(begin(account, before), plan, choice.cap(), trial(account, before, plan));
        Account changed = new Account(
                merchant,
                currency,
                choice.zone() == null ? account.zone() : choice.zone(),
                account.period(),
                account.trialUsed() || terms.trialUntil() != null,
                account.version());
        return accounts.change(changed, terms, actor, clock.instant())
                ? Optional.of(standing(merchant))
                : Optional.empty();
    }

    /** Now; where the clock was set back, behind what was agreed before and behind what is billed already. */
    private Instant begin(Account account, Terms before) {
        return Stream.of(clock.instant(), before.from(), account.period().from())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static void check(@Nullable BigDecimal cap, Currency currency) throws RefusedChoice {
        if (cap != null
                && (cap.signum() < 0
                        || cap.stripTrailingZeros().scale() > Math.max(0, currency.getDefaultFractionDigits()))) {
            throw new RefusedChoice("cap", "is no amount in this currency");
        }
    }

    /** One trial for each merchant; a change of plans while it runs does not end it. */
    private @Nullable Instant trial(Account account, Terms before, Plan plan) {
        Instant running = before.trialUntil();
        if (running != null && running.isAfter(clock.instant())) {
            return running;
        }
        return plan.trialDays() > 0 && !account.trialUsed()
                ? clock.instant().plus(Duration.ofDays(plan.trialDays()))
                : null;
    }

    /** Whether a plan of the price list costs nothing. */
    public boolean isFree(String merchant, String plan) {
        return prices.plan(plan, standing(merchant).account().currency())
                .filter(BillingDesk::isFree)
                .isPresent();
    }

    private static boolean isFree(Plan plan) {
        return plan.base().signum() == 0 && plan.prices().isEmpty();
    }

    /** What would be owed if the month ended now, with everything that has happened up to this moment. */
    public Bill today(Standing standing) {
        meter.count();
        return bill(standing, clock.instant());
    }

    private Bill bill(Standing standing, Instant until) {
        Account account = standing.account();
        return Billing.bill(
                account.period(),
                until,
                standing.terms(),
                usage.open(account.merchant()).stream()
                        .filter(unit -> unit.at().isBefore(account.period().to()))
                        .toList());
    }

    /** Closes all months that have ended. @return the invoices */
    public List<Invoice> closeEnded() {
        meter.count();
        Instant now = clock.instant();
        return accounts.endedBefore(now.minus(GRACE)).stream()
                .map(account -> close(account, now))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Invoice> close(Account account, Instant now) {
        // What is in the month, and what of earlier months came too late for its own bill.
        Bill bill = bill(
                new Standing(account, accounts.terms(account.merchant())),
                account.period().to());
        String id = account.merchant() + "-" + account.period().month();
        return invoices.close(account, id, bill, BillDocument.of(bill).toJson(), now);
    }

    /** Why the bot of a merchant fetches humans instead of answering: nothing that it does may cost more than was agreed. */
    public enum Stop {
        LIMIT,
        CAP
    }

    /** Whether the merchant's plan or cap is used up; tells the merchant when a share of it is reached. */
    Optional<Stop> look(Account account) {
        Standing standing = new Standing(account, accounts.terms(account.merchant()));
        Terms terms = standing.current();
        Integer limit = terms.plan().limit();
        BigDecimal cap = terms.cap();
        if (limit == null && cap == null) {
            return Optional.empty();
        }
        Bill bill = bill(standing, clock.instant());
        if (limit != null) {
            int used = bill.count(Meter.CONVERSATION);
            alert(account, BigDecimal.valueOf(used), BigDecimal.valueOf(limit), "conversations");
            if (used >= limit) {
                return Optional.of(Stop.LIMIT);
            }
        }
        if (cap != null) {
            boolean isUsedUp = Arrays.stream(Meter.values())
                    .map(meter -> terms.plan().priceOf(meter, bill.count(meter) + 1))
                    .anyMatch(price -> price.signum() > 0
                            && bill.usage().amount().add(price).compareTo(cap) > 0);
            alert(
                    account,
                    isUsedUp ? cap : bill.usage().amount(),
                    cap,
                    account.currency().getCurrencyCode());
            return isUsedUp ? Optional.of(Stop.CAP) : Optional.empty();
        }
        return Optional.empty();
    }

    private void alert(Account account, BigDecimal used, BigDecimal of, String unit) {
        BigDecimal share = of.signum() == 0 ? HUNDRED : used.multiply(HUNDRED).divide(of, 0, RoundingMode.FLOOR);
        for (int one : SHARES) {
            if (share.compareTo(BigDecimal.valueOf(one)) >= 0) {
                accounts.alert(
                        account,
                        one,
                        Map.of("share", one, "used", used.toPlainString(), "of", of.toPlainString(), "unit", unit),
                        clock.instant());
            }
        }
    }
}
