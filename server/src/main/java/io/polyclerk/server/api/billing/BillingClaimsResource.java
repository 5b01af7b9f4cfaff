package io.polyclerk.server.api.billing;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.billing.BillingClaims;
import io.polyclerk.server.persistence.billing.BillingClaims.Credit;
import io.polyclerk.server.persistence.billing.BillingClaims.Dispute;
import io.polyclerk.server.persistence.billing.BillingClaims.DisputeState;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.Invoices.Invoice;
import io.polyclerk.server.persistence.billing.UsageLog;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What merchants do not agree with on a bill, and what they get back. */
@Path("billing")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "billing", description = "What a merchant pays for, and why")
public class BillingClaimsResource {

    private static final int MOST_UNITS = 10_000;
    private static final int LONGEST = 1_000;

    private final BillingClaims claims;
    private final Invoices invoices;
    private final UsageLog usage;
    private final Clock clock;

    /** Money that a merchant gets back. @param remaining what no invoice has taken up yet */
    @Schema(name = "CreditNote")
    public record CreditView(
            long id, String invoice, String amount, String remaining, String currency, String reason, Instant at) {

        static CreditView of(Credit credit) {
            return new CreditView(
                    credit.id(),
                    credit.invoice(),
                    BillingViews.plain(credit.amount(), credit.currency()),
                    BillingViews.plain(credit.remaining(), credit.currency()),
                    credit.currency().getCurrencyCode(),
                    credit.reason(),
                    credit.at());
        }
    }

    /** Credit notes, newest first. */
    public record CreditList(List<CreditView> credits) {}

    /** What is given back. */
    @Schema(name = "CreditDraft", example = "{\"amount\":\"4.80\",\"reason\":\"the shop was down on the 12th\"}")
    public record CreditDraft(
            @Nullable String amount, @Nullable String reason) {}

    /** What a merchant does not agree with. @param units ids of the units as the bill gives them; none for the bill as a whole */
    @Schema(name = "DisputeDraft")
    public record DisputeDraft(
            @Nullable List<String> units, @Nullable String reason) {}

    /** @param amount what is given back; left out for the price of the units that are named */
    @Schema(name = "DisputeDecision", example = "{\"accept\":true,\"answer\":\"you are right\"}")
    public record Decision(
            @Nullable Boolean accept,
            @Nullable String amount,
            @Nullable String answer) {}

    @Schema(name = "Dispute")
    public record DisputeView(
            long id,
            String merchant,
            String invoice,
            List<String> units,
            String reason,
            DisputeState state,
            @Nullable String answer,
            @Nullable Long creditNote,
            Instant openedAt,
            @Nullable Instant decidedAt) {

        static DisputeView of(Dispute dispute) {
            return new DisputeView(
                    dispute.id(),
                    dispute.merchant(),
                    dispute.invoice(),
                    dispute.units(),
                    dispute.reason(),
                    dispute.state(),
                    dispute.answer(),
                    dispute.creditNote(),
                    dispute.openedAt(),
                    dispute.decidedAt());
        }
    }

    /** Disputes, newest first. */
    public record DisputeList(List<DisputeView> disputes) {}

    @Inject
    public BillingClaimsResource(BillingClaims claims, Invoices invoices, UsageLog usage, Clock clock) {
        this.claims = claims;
        this.invoices = invoices;
        this.usage = usage;
        this.clock = clock;
    }

    @GET
    @Path("credits")
    @Allowed(Role.ANALYST)
    @Within(Within.Scope.MERCHANT)
    @Operation(summary = "List what a merchant gets back")
    public CreditList credits(@QueryParam("merchant") @Nullable String merchant) {
        return new CreditList(claims.credits(Merchants.named(merchant)).stream()
                .map(CreditView::of)
                .toList());
    }

    @POST
    @Path("invoices/{number}/credits")
    @Operation(
            summary = "Give money of an invoice back",
            description = "Administrators of the whole server only. The next invoices take it up.")
    @APIResponse(responseCode = "422", description = "No amount, or more than the invoice was")
    public Response credit(
            @PathParam("number") String number,
            @QueryParam("merchant") @Nullable String merchant,
            @Nullable CreditDraft draft,
            @Context HttpServletRequest request) {
        Invoice invoice = BillingResource.found(invoices, Merchants.named(merchant), number);
        BigDecimal amount = draft == null ? null : BillingResource.amount("amount", draft.amount());
        if (draft == null || amount == null || amount.signum() == 0) {
            throw ProblemException.invalid("amount", "is missing");
        }
        requireCoins(amount, invoice);
        Credit credit = claims.credit(
                        invoice, amount, reason(draft.reason()), ApiGate.actorOf(request), clock.instant())
                .orElseThrow(() -> ProblemException.invalid("amount", "is more than is left of the invoice"));
        return Response.status(201).entity(CreditView.of(credit)).build();
    }

    private static void requireCoins(BigDecimal amount, Invoice invoice) {
        if (amount.stripTrailingZeros().scale() > Math.max(0, invoice.currency().getDefaultFractionDigits())) {
            throw ProblemException.invalid("amount", "is finer than the smallest coin");
        }
    }

    @GET
    @Path("disputes")
    @Allowed(Role.ANALYST)
    @Within(Within.Scope.MERCHANT)
    @Operation(summary = "List what merchants do not agree with", description = "Of all merchants when none is named.")
    public DisputeList disputes(@QueryParam("merchant") @Nullable String merchant) {
        return new DisputeList(claims.disputes(merchant == null || merchant.isBlank() ? null : merchant).stream()
                .map(DisputeView::of)
                .toList());
    }

    @POST
    @Path("invoices/{number}/disputes")
    @Within(Within.Scope.MERCHANT)
    @Operation(summary = "Say that a bill is wrong")
    @APIResponse(responseCode = "422", description = "A unit is not on this bill")
    public Response dispute(
            @PathParam("number") String number,
            @QueryParam("merchant") @Nullable String merchant,
            @Nullable DisputeDraft draft,
            @Context HttpServletRequest request) {
        Invoice invoice = BillingResource.found(invoices, Merchants.named(merchant), number);
        List<String> units = draft == null || draft.units() == null
                ? List.of()
                : draft.units().stream().distinct().toList();
        if (units.size() > MOST_UNITS || usage.sumOn(invoice.id(), units).isEmpty()) {
            throw ProblemException.invalid("units", "are not all on this invoice");
        }
        Dispute dispute = claims.open(
                invoice,
                units,
                reason(draft == null ? null : draft.reason()),
                ApiGate.actorOf(request),
                clock.instant());
        return Response.status(201).entity(DisputeView.of(dispute)).build();
    }

    @POST
    @Path("disputes/{number}/decision")
    @Operation(
            summary = "Decide a dispute",
            description =
                    "Administrators of the whole server only. Accepting it gives the price of the named units back.")
    @APIResponse(responseCode = "409", description = "It was decided before, or that much cannot be given back")
    public DisputeView decide(
            @PathParam("number") long number, @Nullable Decision decision, @Context HttpServletRequest request) {
        Dispute dispute = claims.dispute(number).orElseThrow(() -> ProblemException.notFound("dispute"));
        if (decision == null || decision.accept() == null) {
            throw ProblemException.invalid("accept", "is missing");
        }
        Invoice invoice = BillingResource.found(invoices, dispute.merchant(), dispute.invoice());
        BigDecimal amount = decision.accept() ? given(decision, dispute, invoice) : null;
        return claims.decide(
                        dispute, invoice, amount, reason(decision.answer()), ApiGate.actorOf(request), clock.instant())
                .map(DisputeView::of)
                .orElseThrow(() -> ProblemException.of(
                        409, "changed", "it was decided before, or more would be given back than the invoice was"));
    }

    private BigDecimal given(Decision decision, Dispute dispute, Invoice invoice) {
        BigDecimal named = BillingResource.amount("amount", decision.amount());
        if (named != null) {
            requireCoins(named, invoice);
            return named;
        }
        if (dispute.units().isEmpty()) {
            throw ProblemException.invalid("amount", "is missing, as no units are named");
        }
        return usage.sumOn(invoice.id(), dispute.units()).orElse(BigDecimal.ZERO);
    }

    private static String reason(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw ProblemException.invalid("reason", "must have 1 to " + LONGEST + " characters");
        }
        return text;
    }
}
