package io.polyclerk.core.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a bill of what was counted. The same units and terms give the same bill, in whatever order they come.
 *
 * <p>Units are looked at in order of time. The n-th unit of a meter on a bill costs what the plan asks for the n-th, by the plan that was in force
 * when it happened: changing plans to and fro wins no free units. A unit that would lift the sum over the cap costs nothing. What was
 * taken back on the same bill is not counted; what an earlier bill has asked for is given back at the price of that bill.
 */
public final class Billing {

    private final BillingPeriod period;
    private final Currency currency;
    private final List<Terms> terms;
    private final Map<LineKey, List<UsageUnit>> groups = new LinkedHashMap<>();
    private final Map<Meter, Integer> positions = new HashMap<>();
    private final Map<Bill.PricedUnit, BigDecimal> prices = new HashMap<>();
    private BigDecimal used = BigDecimal.ZERO;

    private record LineKey(BillLine.Kind kind, String plan, Meter meter, BigDecimal price) {}

    private Billing(BillingPeriod period, List<Terms> terms) {
        this.period = period;
        this.terms = terms.stream().sorted(Comparator.comparing(Terms::from)).toList();
        this.currency = this.terms.get(this.terms.size() - 1).plan().currency();
    }

    /**
     * @param until up to when the base is owed: the end of the period, or now for what is owed today
     * @param terms all that were ever agreed, at least one, in one currency
     * @param units that are on no earlier bill
     */
    public static Bill bill(BillingPeriod period, Instant until, List<Terms> terms, Collection<UsageUnit> units) {
        Billing billing = new Billing(period, terms);
        billing.count(units);
        List<BillLine> lines = new ArrayList<>(billing.base(until));
        billing.groups.forEach((key, group) -> lines.add(billing.line(key, group)));
        return new Bill(period, billing.currency, lines, billing.prices);
    }

    private void count(Collection<UsageUnit> units) {
        List<UsageUnit> ordered = units.stream()
                .sorted(Comparator.comparing(UsageUnit::at)
                        .thenComparing(UsageUnit::meter)
                        .thenComparing(UsageUnit::key))
                .toList();
        Set<Bill.PricedUnit> here = new HashSet<>();
        Set<Bill.PricedUnit> takenBack = new HashSet<>();
        ordered.forEach(unit -> here.add(Bill.PricedUnit.of(unit)));
        for (UsageUnit unit : ordered) {
            if (unit.reverts() != null) {
                takenBack.add(new Bill.PricedUnit(unit.meter(), unit.reverts()));
            }
        }
        for (UsageUnit unit : ordered) {
            count(unit, here, takenBack.contains(Bill.PricedUnit.of(unit)));
        }
    }

    private void count(UsageUnit unit, Set<Bill.PricedUnit> here, boolean takenBack) {
        Terms in = at(unit.at());
        if (unit.reverts() != null) {
            boolean ownBill = here.contains(new Bill.PricedUnit(unit.meter(), unit.reverts()));
            BigDecimal given = ownBill || unit.given() == null ? BigDecimal.ZERO : unit.given();
            put(unit, ownBill ? BillLine.Kind.TAKEN_BACK : BillLine.Kind.GIVEN_BACK, in, given.negate());
        } else if (takenBack) {
            put(unit, BillLine.Kind.TAKEN_BACK, in, BigDecimal.ZERO);
        } else if (in.isTrialAt(unit.at())) {
            put(unit, BillLine.Kind.TRIAL, in, BigDecimal.ZERO);
        } else {
            charge(unit, in);
        }
    }

    private void charge(UsageUnit unit, Terms in) {
        int position = positions.merge(unit.meter(), 1, Integer::sum);
        BigDecimal price = in.plan().priceOf(unit.meter(), position);
        BigDecimal cap = in.cap();
        boolean beyond = cap != null && price.signum() > 0 && used.add(price).compareTo(cap) > 0;
        if (beyond) {
            put(unit, BillLine.Kind.BEYOND_CAP, in, BigDecimal.ZERO);
            return;
        }
        used = used.add(price);
        put(unit, BillLine.Kind.USAGE, in, price);
    }

    private void put(UsageUnit unit, BillLine.Kind kind, Terms in, BigDecimal price) {
        prices.put(Bill.PricedUnit.of(unit), price);
        groups.computeIfAbsent(
                        new LineKey(kind, in.plan().id(), unit.meter(), price.stripTrailingZeros()),
                        absent -> new ArrayList<>())
                .add(unit);
    }

    /** The terms in force; the first ones for what happened before them. */
    private Terms at(Instant moment) {
        Terms found = terms.get(0);
        for (Terms one : terms) {
            if (!one.from().isAfter(moment)) {
                found = one;
            }
        }
        return found;
    }

    private BillLine line(LineKey key, List<UsageUnit> group) {
        return new BillLine(
                key.kind(),
                key.plan(),
                key.meter(),
                null,
                null,
                group.size(),
                key.price(),
                rounded(key.price().multiply(BigDecimal.valueOf(group.size()))),
                group);
    }

    private BigDecimal rounded(BigDecimal exact) {
        return exact.setScale(Bill.digits(currency), RoundingMode.HALF_UP);
    }

    /** A day belongs to the terms with which it ends; a day that begins in a trial costs nothing. */
    private List<BillLine> base(Instant until) {
        List<BillLine> lines = new ArrayList<>();
        LocalDate day = period.firstDay();
        LocalDate begin = day;
        Terms current = null;
        int days = 0;
        for (; day.atStartOfDay(period.zone()).toInstant().isBefore(earlier(until)); day = day.plusDays(1)) {
            Terms in = owed(day);
            if (in != current) {
                add(lines, current, begin, day, days);
                current = in;
                begin = day;
                days = 0;
            }
            days++;
        }
        add(lines, current, begin, day, days);
        return lines;
    }

    private Instant earlier(Instant until) {
        return until.isBefore(period.to()) ? until : period.to();
    }

    /** Null when nothing is owed for the day. */
    private @Nullable Terms owed(LocalDate day) {
        Instant begin = day.atStartOfDay(period.zone()).toInstant();
        Instant last = day.plusDays(1).atStartOfDay(period.zone()).toInstant().minusNanos(1);
        Terms in = at(last);
        boolean free = in.from().isAfter(last)
                || in.isTrialAt(begin)
                || in.plan().base().signum() == 0;
        return free ? null : in;
    }

    private void add(List<BillLine> lines, @Nullable Terms in, LocalDate from, LocalDate next, int days) {
        if (in == null || days == 0) {
            return;
        }
        BigDecimal share = in.plan()
                .base()
                .multiply(BigDecimal.valueOf(days))
                .divide(BigDecimal.valueOf(Math.max(1, period.days())), Bill.digits(currency), RoundingMode.HALF_UP);
        lines.add(new BillLine(
                BillLine.Kind.BASE,
                in.plan().id(),
                null,
                from,
                next.minusDays(1),
                days,
                in.plan().base(),
                share,
                List.of()));
    }
}
