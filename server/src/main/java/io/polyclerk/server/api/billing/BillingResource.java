package io.polyclerk.server.api.billing;

import io.polyclerk.core.billing.Bill;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.api.billing.BillingViews.AccountView;
import io.polyclerk.server.api.billing.BillingViews.InvoiceList;
import io.polyclerk.server.api.billing.BillingViews.InvoiceView;
import io.polyclerk.server.api.billing.BillingViews.PlanList;
import io.polyclerk.server.api.billing.BillingViews.TodayView;
import io.polyclerk.server.billing.BillDocument;
import io.polyclerk.server.billing.BillingDesk;
import io.polyclerk.server.billing.BillingDesk.Choice;
import io.polyclerk.server.billing.BillingDesk.RefusedChoice;
import io.polyclerk.server.billing.BillingDesk.Standing;
import io.polyclerk.server.billing.BillingUpkeep;
import io.polyclerk.server.billing.PlatformBilling;
import io.polyclerk.server.billing.UsageExport;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.BillingClaims;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.Invoices.Invoice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a merchant pays for, and why. */
@Path("billing")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed(Role.ANALYST)
@Within(Within.Scope.MERCHANT)
@Tag(name = "billing", description = "What a merchant pays for, and why")
public class BillingResource {

    private final BillingDesk desk;
    private final BillingAccounts accounts;
    private final Invoices invoices;
    private final BillingClaims claims;
    private final BillingUpkeep upkeep;
    private final UsageExport usage;
    private final PlatformBilling platform;

    /** What is to hold from now on. @param cap of the units of a month; left out for none @param version of the account that you have seen */
    @Schema(
            name = "PlanChoice",
            example =
                    "{\"plan\":\"steps\",\"currency\":\"EUR\",\"zone\":\"Europe/Lisbon\",\"cap\":\"100.00\",\"version\":1}")
    public record PlanChoice(
            @Nullable String plan,
            @Nullable String currency,
            @Nullable String zone,
            @Nullable String cap,
            @Nullable Long version) {}

    @Inject
    public BillingResource(
            BillingDesk desk,
            BillingAccounts accounts,
            Invoices invoices,
            BillingClaims claims,
            BillingUpkeep upkeep,
            UsageExport usage,
            PlatformBilling platform) {
        this.desk = desk;
        this.accounts = accounts;
        this.invoices = invoices;
        this.claims = claims;
        this.upkeep = upkeep;
        this.usage = usage;
        this.platform = platform;
    }

    @GET
    @Path("plans")
    @Within(Within.Scope.NOTHING)
    @Operation(summary = "List the plans that can be chosen now")
    public PlanList plans() {
        return PlanList.of(desk.prices());
    }

    @GET
    @Path("account")
    @Operation(summary = "Show what a merchant has agreed to")
    public AccountView account(@QueryParam("merchant") @Nullable String merchant) {
        return view(desk.standing(Merchants.named(merchant)));
    }

    @PUT
    @Path("account")
    @Allowed({})
    @Operation(
            summary = "Choose a plan, a cap, a currency or a zone",
            description =
                    "Holds from now on: the base is shared out by days, the n-th unit of the month costs what the plan that is in"
                            + " force asks for the n-th. Another zone holds from the next bill on. Who keeps the plan keeps its"
                            + " prices. The cap is for units; what would go beyond it costs nothing, and the bot fetches humans.")
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    @APIResponse(responseCode = "422", description = "This cannot be chosen")
    public AccountView choose(
            @QueryParam("merchant") @Nullable String merchant,
            @Nullable PlanChoice choice,
            @Context HttpServletRequest request) {
        String owner = Merchants.named(merchant);
        if (choice == null || choice.plan() == null) {
            throw ProblemException.invalid("plan", "is missing");
        }
        // What a platform's shops pay for is agreed to there; only what costs nothing can be chosen here.
        if (platform.isBilledBy(owner) && !desk.isFree(owner, choice.plan())) {
            throw ProblemException.of(
                    409,
                    "agree-at-platform",
                    "this shop was installed from a platform that bills: use billing/agreement");
        }
        Choice wanted = new Choice(
                choice.plan(),
                currency(choice.currency()),
                zone(choice.zone()),
                amount("cap", choice.cap()),
                choice.version());
        try {
            Standing now = desk.choose(owner, wanted, ApiGate.actorOf(request))
                    .orElseThrow(() -> ProblemException.of(409, "changed", "somebody else has changed this"));
            upkeep.look(now.account());
            return view(now);
        } catch (RefusedChoice refused) {
            throw ProblemException.invalid(refused.field(), String.valueOf(refused.getMessage()));
        }
    }

    @GET
    @Path("bill")
    @Operation(
            summary = "Show what a merchant owes today, and why",
            description = "Counted at this moment; every line lists the conversations that it is made of.")
    public TodayView bill(@QueryParam("merchant") @Nullable String merchant) {
        Standing standing = desk.standing(Merchants.named(merchant));
        Bill bill = desk.today(standing);
        BigDecimal credit = claims.credits(standing.account().merchant()).stream()
                .map(BillingClaims.Credit::remaining)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return TodayView.of(
                BillDocument.of(bill),
                credit,
                accounts.alerts(standing.account()),
                upkeep.stop(standing.account().merchant()));
    }

    @GET
    @Path("invoices")
    @Operation(summary = "List a merchant's closed bills, newest first")
    public InvoiceList invoices(@QueryParam("merchant") @Nullable String merchant) {
        return new InvoiceList(invoices.invoices(Merchants.named(merchant)).stream()
                .map(InvoiceView::withoutLines)
                .toList());
    }

    @GET
    @Path("invoices/{number}")
    @Operation(summary = "Show a closed bill with its lines and the conversations that they are made of")
    public InvoiceView invoice(@PathParam("number") String number, @QueryParam("merchant") @Nullable String merchant) {
        return InvoiceView.of(found(invoices, Merchants.named(merchant), number));
    }

    static Invoice found(Invoices invoices, String merchant, String number) {
        return invoices.invoice(merchant, number).orElseThrow(() -> ProblemException.notFound("invoice"));
    }

    @GET
    @Path("usage")
    @Operation(
            summary = "Export what was counted",
            description = "Everything, with the bill that it is on and its price there, as `jsonl` or `csv`.")
    public Response usage(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("format") @DefaultValue("jsonl") String format) {
        String owner = Merchants.named(merchant);
        desk.today(desk.standing(owner));
        StreamingOutput content = switch (format) {
            case "jsonl" -> target -> usage.jsonLines(owner, target);
            case "csv" -> target -> usage.csv(owner, target);
            default -> throw ProblemException.invalid("format", "is none of jsonl, csv");
        };
        return Response.ok(content, format.equals("csv") ? "text/csv;charset=utf-8" : "application/jsonl")
                .header("Content-Disposition", "attachment; filename=\"polyclerk-usage." + format + "\"")
                .build();
    }

    private AccountView view(Standing standing) {
        return AccountView.of(
                standing,
                upkeep.stop(standing.account().merchant()),
                platform.standing(standing.account().merchant()),
                desk.prices().version());
    }

    private static @Nullable Currency currency(@Nullable String code) {
        try {
            return code == null ? null : Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid("currency", "is no currency such as EUR");
        }
    }

    private static @Nullable ZoneId zone(@Nullable String text) {
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid("zone", "is no time zone such as UTC or Asia/Shanghai");
        }
    }

    static @Nullable BigDecimal amount(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.matches("\\d{1,12}(\\.\\d{1,4})?")) {
            throw ProblemException.invalid(field, "is no amount such as 100.00");
        }
        return new BigDecimal(text);
    }
}
