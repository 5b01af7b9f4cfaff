package io.polyclerk.server.billing;

import io.polyclerk.core.billing.Plan;
import io.polyclerk.server.billing.BillingDesk.Choice;
import io.polyclerk.server.billing.BillingDesk.RefusedChoice;
import io.polyclerk.server.persistence.billing.BillingAgreements;
import io.polyclerk.server.persistence.billing.BillingAgreements.AgreementState;
import io.polyclerk.server.persistence.billing.BillingAgreements.Kept;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.Invoices.Invoice;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.UsageBilling;
import io.polyclerk.spi.UsageBilling.Agreement;
import io.polyclerk.spi.UsageBilling.Offer;
import io.polyclerk.spi.UsageBilling.Proposal;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bills that are paid through the platform from which a shop was installed. The merchant agrees there, to at most the base and the cap; each
 * closed invoice becomes one charge whose key is the invoice. What does not fit into the platform's running period waits for the next one. Thread-safe.
 */
public final class PlatformBilling {

    /** How often a platform is asked whether there is room for a charge. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final String WAITS = "waits for the next 30 days of the platform";

    private static final System.Logger LOGGER = System.getLogger(PlatformBilling.class.getName());

    private final BillingDesk desk;
    private final Invoices invoices;
    private final BillingAgreements agreements;
    private final Platforms platforms;
    private final boolean test;
    private final Clock clock;
    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();

    /** Finds how a merchant is billed by a platform. */
    public interface Platforms {
        /** The merchant's connection that was installed from a platform which bills, if there is one. */
        Optional<Platform> of(String merchant);
    }

    /** A connection that was installed from a platform which bills. */
    public record Platform(ConnectionId connection, UsageBilling billing) {}

    /** @param test whether no money is moved */
    public PlatformBilling(
            BillingDesk desk,
            Invoices invoices,
            BillingAgreements agreements,
            Platforms platforms,
            boolean test,
            Clock clock) {
        this.desk = desk;
        this.invoices = invoices;
        this.agreements = agreements;
        this.platforms = platforms;
        this.test = test;
        this.clock = clock;
    }

    /** Whether what costs something has to be agreed to at a platform. */
    public boolean isBilledBy(String merchant) {
        return platforms.of(merchant).isPresent();
    }

    /**
     * How a merchant pays through a platform.
     *
     * @param kept what the merchant was asked last; null when nothing was
     */
    public record Standing(
            ConnectionId connection, @Nullable Kept kept) {}

    /** Empty for merchants who do not pay through a platform. */
    public Optional<Standing> standing(String merchant) {
        return platforms
                .of(merchant)
                .map(platform -> new Standing(
                        platform.connection(), agreements.find(merchant).orElse(null)));
    }

    /**
     * Asks the merchant to agree to a plan.
     *
     * @param cap of the units of a month
     * @param back where the merchant's browser goes afterwards
     * @return the platform's page
     */
    public URI propose(String merchant, String planId, BigDecimal cap, URI back) throws RefusedChoice {
        Platform platform = platforms
                .of(merchant)
                .orElseThrow(() -> new RefusedChoice("merchant", "was not installed from a platform that bills"));
        Plan plan = desk.prices()
                .plan(planId, desk.standing(merchant).account().currency())
                .orElseThrow(() -> new RefusedChoice("plan", "is none of the price list in this currency"));
        Money most = new Money(plan.base().add(cap), plan.currency());
        Proposal proposal = platform.billing()
                .propose(new Offer(
                        "Polyclerk " + plan.id(),
                        "The month's base and what the bot did, as listed under Billing",
                        most,
                        back,
                        test));
        agreements.put(new Kept(
                merchant,
                platform.connection(),
                plan.id(),
                cap,
                proposal.id(),
                AgreementState.PROPOSED,
                clock.instant()));
        return proposal.page();
    }

    /** Asks the platform whether the merchant has agreed; the plan holds from then on. @return whether there is an agreement */
    public boolean look(String merchant, String actor) throws RefusedChoice {
        Optional<Kept> kept = agreements.find(merchant);
        Optional<Agreement> agreed =
                platforms.of(merchant).flatMap(platform -> platform.billing().agreement());
        if (kept.isEmpty()
                || agreed.filter(one -> one.id().equals(kept.get().agreement())).isEmpty()) {
            return false;
        }
        if (kept.get().state() == AgreementState.PROPOSED) {
            desk.choose(
                    merchant,
                    new Choice(kept.get().plan(), null, null, kept.get().cap(), null),
                    actor);
            agreements.put(kept.get().active(clock.instant()));
            invoices.invoices(merchant).stream()
                    .filter(invoice -> "REFUSED".equals(invoice.settlement()))
                    .forEach(invoice -> invoices.settle(invoice.id(), "PENDING", null, null));
        }
        return true;
    }

    /** Charges closed invoices that are not paid; safe to repeat, as the platform charges once for one key. */
    public void settle() {
        for (Kept kept : agreements.active()) {
            platforms
                    .of(kept.merchant())
                    .ifPresent(platform -> invoices.invoices(kept.merchant()).stream()
                            .filter(invoice -> invoice.total().signum() > 0)
                            .filter(invoice -> invoice.settlement() == null || "PENDING".equals(invoice.settlement()))
                            .filter(invoice ->
                                    invoice.closedAt().isAfter(kept.changedAt()) || invoice.settlement() != null)
                            .filter(invoice ->
                                    !clock.instant().isBefore(waiting.getOrDefault(invoice.id(), Instant.MIN)))
                            .sorted(Comparator.comparing(Invoice::from))
                            .forEach(invoice -> settle(platform.billing(), invoice)));
        }
    }

    private void settle(UsageBilling billing, Invoice invoice) {
        try {
            Optional<Agreement> agreed = billing.agreement();
            if (agreed.isEmpty()) {
                invoices.settle(invoice.id(), "REFUSED", null, "the merchant has ended the agreement");
                return;
            }
            // Where an earlier attempt got no answer the charge itself may be what takes the room.
            boolean perhapsCharged =
                    "PENDING".equals(invoice.settlement()) && !WAITS.equals(invoice.settlementReason());
            if (!perhapsCharged && !hasRoom(agreed.get(), invoice)) {
                // The platform counts 30 days and we count calendar months, so two bills may fall into one of its
                // periods.
                waiting.put(invoice.id(), clock.instant().plus(LOOK_AGAIN));
                invoices.settle(invoice.id(), "PENDING", null, WAITS);
                return;
            }
            String reference = billing.charge(
                    agreed.get(), new Money(invoice.total(), invoice.currency()), invoice.id(), invoice.id());
            invoices.settle(invoice.id(), "DONE", reference, null);
            waiting.remove(invoice.id());
        } catch (AdapterException.Refused refused) {
            // Most likely the cap: the merchant agrees to a higher one, and it is tried again.
            invoices.settle(invoice.id(), "REFUSED", null, refused.getMessage());
        } catch (AdapterException notNow) {
            invoices.settle(invoice.id(), "PENDING", null, notNow.getMessage());
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "invoice {0} is not charged yet: {1}",
                    invoice.id(),
                    notNow.getMessage());
        }
    }

    /** Whether a charge fits into what is left of the platform's period; what would not fit into a whole one is for the platform to refuse. */
    private static boolean hasRoom(Agreement agreed, Invoice invoice) {
        Money cap = agreed.cap();
        return !cap.currency().equals(invoice.currency())
                || invoice.total().compareTo(cap.amount()) > 0
                || invoice.total().add(agreed.used().amount()).compareTo(cap.amount()) <= 0;
    }
}
