package io.polyclerk.server.api.billing;

import io.polyclerk.core.billing.Meter;
import io.polyclerk.core.billing.Plan;
import io.polyclerk.core.billing.Step;
import io.polyclerk.core.billing.Terms;
import io.polyclerk.server.billing.BillDocument;
import io.polyclerk.server.billing.BillingDesk.Standing;
import io.polyclerk.server.billing.BillingDesk.Stop;
import io.polyclerk.server.billing.PlatformBilling;
import io.polyclerk.server.billing.PriceList;
import io.polyclerk.server.persistence.billing.BillingAgreements.AgreementState;
import io.polyclerk.server.persistence.billing.BillingAgreements.Kept;
import io.polyclerk.server.persistence.billing.Invoices.Invoice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How billing is shown. Amounts are texts, so that no reader takes them for binary fractions. */
final class BillingViews {

    private BillingViews() {}

    /** The price list. @param version day from which new agreements are made on it */
    public record PlanList(String version, List<PlanView> plans) {

        static PlanList of(PriceList list) {
            List<PlanView> plans = new ArrayList<>();
            list.offers()
                    .forEach(offer ->
                            offer.plans().values().forEach(plan -> plans.add(PlanView.of(plan, offer.names()))));
            return new PlanList(list.version(), plans);
        }
    }

    /** @param names by language; empty for a plan that a merchant has agreed to @param limit conversations of a month, then humans */
    @Schema(name = "Plan")
    public record PlanView(
            String id,
            Map<String, String> names,
            String currency,
            String base,
            int trialDays,
            @Nullable Integer limit,
            Map<String, List<StepView>> meters) {

        static PlanView of(Plan plan, Map<String, String> names) {
            Map<String, List<StepView>> meters = new TreeMap<>();
            for (Map.Entry<Meter, List<Step>> one : plan.prices().entrySet()) {
                meters.put(
                        one.getKey().wireName(),
                        one.getValue().stream()
                                .map(step -> new StepView(step.upTo(), plain(step.price(), plan.currency())))
                                .toList());
            }
            return new PlanView(
                    plan.id(),
                    names,
                    plan.currency().getCurrencyCode(),
                    plain(plan.base(), plan.currency()),
                    plan.trialDays(),
                    plan.limit(),
                    meters);
        }
    }

    /** @param upTo the last unit of a month at this price; left out for all further ones */
    @Schema(name = "PlanStep")
    public record StepView(@Nullable Integer upTo, String price) {}

    /** A plan from a moment on, until the next. @param plan with its prices as they were then */
    @Schema(name = "AgreedPlan")
    public record AgreedView(
            Instant from,
            PlanView plan,
            @Nullable String cap,
            @Nullable Instant trialUntil) {

        static AgreedView of(Terms terms) {
            BigDecimal cap = terms.cap();
            return new AgreedView(
                    terms.from(),
                    PlanView.of(terms.plan(), Map.of()),
                    cap == null ? null : plain(cap, terms.plan().currency()),
                    terms.trialUntil());
        }
    }

    /**
     * How a merchant pays through the platform from which the shop was installed.
     *
     * @param plan that the merchant was asked to agree to last; left out when nothing was asked
     * @param state whether the merchant has agreed to it
     */
    @Schema(name = "PlatformAgreement")
    public record PlatformView(
            String connection,
            @Nullable String plan,
            @Nullable String cap,
            @Nullable AgreementState state) {

        static PlatformView of(PlatformBilling.Standing standing) {
            Kept kept = standing.kept();
            return new PlatformView(
                    standing.connection().value(),
                    kept == null ? null : kept.plan(),
                    kept == null ? null : kept.cap().toPlainString(),
                    kept == null ? null : kept.state());
        }
    }

    /**
     * What a merchant has agreed to.
     *
     * @param platform how the merchant pays through a platform; left out where bills are paid by other ways
     * @param stop why the bot fetches humans now; left out while it answers
     * @param agreed all that was ever agreed, oldest first, so that every bill can be counted again
     */
    @Schema(name = "BillingAccount")
    public record AccountView(
            String merchant,
            PlanView plan,
            Instant since,
            @Nullable String cap,
            @Nullable Instant trialUntil,
            boolean trialUsed,
            String zone,
            Instant periodFrom,
            Instant periodTo,
            @Nullable Stop stop,
            @Nullable PlatformView platform,
            String priceList,
            long version,
            List<AgreedView> agreed) {

        static AccountView of(
                Standing standing, Optional<Stop> stop, Optional<PlatformBilling.Standing> platform, String priceList) {
            Terms terms = standing.current();
            BigDecimal cap = terms.cap();
            return new AccountView(
                    standing.account().merchant(),
                    PlanView.of(terms.plan(), Map.of()),
                    terms.from(),
                    cap == null ? null : plain(cap, terms.plan().currency()),
                    terms.trialUntil(),
                    standing.account().trialUsed(),
                    standing.account().zone().getId(),
                    standing.account().period().from(),
                    standing.account().period().to(),
                    stop.orElse(null),
                    platform.map(PlatformView::of).orElse(null),
                    priceList,
                    standing.account().version(),
                    standing.terms().stream().map(AgreedView::of).toList());
        }
    }

    /** What is owed today. @param credit what of credit notes is left @param alerts shares of the cap or limit that were reached, in percent */
    @Schema(name = "BillToday")
    public record TodayView(
            BillDocument bill,
            String credit,
            List<Integer> alerts,
            @Nullable Stop stop) {

        static TodayView of(BillDocument bill, BigDecimal credit, List<Integer> alerts, Optional<Stop> stop) {
            return new TodayView(bill, plain(credit, Currency.getInstance(bill.currency())), alerts, stop.orElse(null));
        }
    }

    /** Closed bills. */
    public record InvoiceList(List<InvoiceView> invoices) {}

    /**
     * A closed bill.
     *
     * @param zone whose days its days are
     * @param credited what earlier credit has paid of it
     * @param settlement how far a platform has paid it
     */
    @Schema(name = "Invoice")
    public record InvoiceView(
            String number,
            Instant from,
            Instant to,
            @Nullable String zone,
            String currency,
            String subtotal,
            String credited,
            String total,
            Instant closedAt,
            @Nullable String settlement,
            @Nullable String settlementRef,
            @Nullable String settlementReason,
            @Nullable List<BillDocument.Line> lines) {

        static InvoiceView of(Invoice invoice) {
            BillDocument bill = BillDocument.ofJson(invoice.content());
            return of(invoice, bill.zone(), bill.lines());
        }

        static InvoiceView withoutLines(Invoice invoice) {
            return of(invoice, null, null);
        }

        private static InvoiceView of(Invoice invoice, @Nullable String zone, @Nullable List<BillDocument.Line> lines) {
            return new InvoiceView(
                    invoice.id(),
                    invoice.from(),
                    invoice.to(),
                    zone,
                    invoice.currency().getCurrencyCode(),
                    plain(invoice.subtotal(), invoice.currency()),
                    plain(invoice.credited(), invoice.currency()),
                    plain(invoice.total(), invoice.currency()),
                    invoice.closedAt(),
                    invoice.settlement(),
                    invoice.settlementRef(),
                    invoice.settlementReason(),
                    lines);
        }
    }

    static String plain(BigDecimal amount, Currency currency) {
        return amount.setScale(Math.max(0, currency.getDefaultFractionDigits())).toPlainString();
    }
}
