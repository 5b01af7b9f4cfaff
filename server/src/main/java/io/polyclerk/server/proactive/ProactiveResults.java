package io.polyclerk.server.proactive;

import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.proactive.Comparison;
import io.polyclerk.core.proactive.Comparison.Gap;
import io.polyclerk.core.proactive.Comparison.Group;
import io.polyclerk.core.proactive.Comparison.Recovered;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.server.persistence.proactive.ProactiveHistory;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Dropped;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Outcome;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Stars;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts what came of writing first. Thread-safe. */
public final class ProactiveResults {

    private final ProactiveHistory history;
    private final Clock clock;

    public ProactiveResults(ProactiveHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * What came of an occasion in a period.
     *
     * @param told what was said, or is about to be
     * @param byTemplate of these in words that the platform has approved, which it bills by its own table
     * @param sent of these what the platform took
     * @param read of these what people have seen, on channels that tell
     * @param undelivered of these what did not go out
     * @param answered of these after which the shopper wrote within the days that count
     * @param optedOut of these after which the shopper said stop within those days
     * @param spared what was not said for the sake of comparison
     * @param dropped what was not said, and why
     * @param stars only of the question how it was
     * @param payments only of payment reminders
     */
    public record Results(
            Occasion occasion,
            Instant from,
            Instant to,
            int days,
            long told,
            long byTemplate,
            long sent,
            long read,
            long undelivered,
            long answered,
            long optedOut,
            long spared,
            List<Dropped> dropped,
            List<Stars> stars,
            @Nullable Payments payments) {}

    /**
     * Orders that were paid within the days that count after their first reminder, or after the moment at which it would have come.
     *
     * @param running orders whose days are not over; they are in no other number
     * @param gap of the two shares; null while one group is empty
     */
    public record Payments(
            Share told,
            Share spared,
            long running,
            @Nullable Gap gap,
            List<Revenue> revenue) {}

    /** @param share null while there is no order */
    public record Share(int orders, int paid, @Nullable Double share) {}

    /**
     * Money of one currency.
     *
     * @param told what the orders of those who were told have brought
     * @param spared what the orders of the others have brought
     * @param recovered what would not have come without reminders, with its interval; null where too few orders are there to tell
     */
    public record Revenue(
            String currency,
            Money told,
            int ordersTold,
            Money spared,
            int ordersSpared,
            @Nullable Money recovered,
            @Nullable Money low,
            @Nullable Money high) {}

    public Results of(String merchant, Occasion occasion, Instant from, Instant to, int days) {
        List<Outcome> outcomes = history.outcomes(merchant, occasion, from, to, days, clock.instant());
        List<Outcome> told = outcomes.stream().filter(one -> !one.isSpared()).toList();
        return new Results(
                occasion,
                from,
                to,
                days,
                told.size(),
                count(told, Outcome::byTemplate),
                count(told, one -> is(one, DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ)),
                count(told, one -> is(one, DeliveryState.READ)),
                count(
                        told,
                        one -> is(
                                one,
                                DeliveryState.FAILED,
                                DeliveryState.DEAD,
                                DeliveryState.WITHDRAWN,
                                DeliveryState.HELD)),
                count(told, Outcome::answered),
                count(told, Outcome::optedOut),
                outcomes.size() - (long) told.size(),
                history.dropped(merchant, occasion, from, to),
                occasion == Occasion.REVIEW_REQUEST ? history.stars(merchant, from, to) : List.of(),
                occasion == Occasion.PAYMENT_REMINDER ? payments(outcomes) : null);
    }

    private static boolean is(Outcome one, DeliveryState... states) {
        return one.delivery() != null && Set.of(states).contains(one.delivery());
    }

    private static long count(List<Outcome> outcomes, Predicate<Outcome> counts) {
        return outcomes.stream().filter(counts).count();
    }

    private static Payments payments(List<Outcome> outcomes) {
        List<Outcome> over = outcomes.stream()
                .filter(one -> one.isFirst() && !one.isWatched())
                .toList();
        List<Outcome> told = over.stream().filter(one -> !one.isSpared()).toList();
        List<Outcome> spared = over.stream().filter(Outcome::isSpared).toList();
        Set<String> currencies = new TreeSet<>();
        over.forEach(one -> currencies.add(one.currency()));
        List<Revenue> revenue = new ArrayList<>();
        currencies.forEach(currency -> revenue.add(revenue(currency, of(told, currency), of(spared, currency))));
        Group toldGroup = group(told);
        Group sparedGroup = group(spared);
        return new Payments(
                share(toldGroup),
                share(sparedGroup),
                count(outcomes, Outcome::isWatched),
                Comparison.gap(toldGroup, sparedGroup),
                revenue);
    }

    private static List<Outcome> of(List<Outcome> outcomes, String currency) {
        return outcomes.stream().filter(one -> one.currency().equals(currency)).toList();
    }

    private static Group group(List<Outcome> outcomes) {
        return new Group(outcomes.size(), (int) count(outcomes, Outcome::isPaid));
    }

    private static Share share(Group group) {
        return new Share(group.orders(), group.paid(), group.share());
    }

    private static Revenue revenue(String code, List<Outcome> told, List<Outcome> spared) {
        Currency currency = Currency.getInstance(code);
        List<BigDecimal> ofTold = brought(told);
        List<BigDecimal> ofSpared = brought(spared);
        Recovered recovered = Comparison.recovered(ofTold, ofSpared, currency.getDefaultFractionDigits());
        return new Revenue(
                code,
                sum(ofTold, currency),
                told.size(),
                sum(ofSpared, currency),
                spared.size(),
                recovered == null ? null : new Money(recovered.value(), currency),
                recovered == null ? null : new Money(recovered.low(), currency),
                recovered == null ? null : new Money(recovered.high(), currency));
    }

    private static List<BigDecimal> brought(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(one -> one.isPaid() ? Objects.requireNonNullElse(one.paidAmount(), one.amount()) : BigDecimal.ZERO)
                .toList();
    }

    private static Money sum(List<BigDecimal> amounts, Currency currency) {
        return new Money(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }
}
