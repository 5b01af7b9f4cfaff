package io.polyclerk.server.api.billing;

import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.billing.BillingDesk.RefusedChoice;
import io.polyclerk.server.billing.PlatformBilling;
import io.polyclerk.spi.AdapterException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a merchant agrees to at the platform from which the shop was installed. */
@Path("billing/agreement")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Within(Within.Scope.MERCHANT)
@Tag(name = "billing", description = "What a merchant pays for, and why")
public class BillingAgreementResource {

    private final PlatformBilling platform;

    /** @param cap of the units of a month @param back where the browser goes afterwards */
    @Schema(
            name = "AgreementDraft",
            example = "{\"plan\":\"steps\",\"cap\":\"100.00\",\"back\":\"https://bot.shop.example/console/\"}")
    public record Draft(
            @Nullable String plan,
            @Nullable String cap,
            @Nullable String back) {}

    /** @param page where the merchant agrees */
    public record Proposed(URI page) {}

    /** @param agreed whether the merchant has agreed to what was proposed last */
    public record Standing(boolean agreed) {}

    @Inject
    public BillingAgreementResource(PlatformBilling platform) {
        this.platform = platform;
    }

    @POST
    @Operation(
            summary = "Ask a merchant to agree to a plan at the platform",
            description =
                    "For shops that were installed from a platform which bills. Nothing holds before the merchant has agreed on the page.")
    @APIResponse(responseCode = "502", description = "The platform does not answer as it should")
    public Proposed propose(@QueryParam("merchant") @Nullable String merchant, @Nullable Draft draft) {
        String owner = Merchants.named(merchant);
        if (draft == null || draft.plan() == null || draft.back() == null) {
            throw ProblemException.invalid(draft == null || draft.plan() == null ? "plan" : "back", "is missing");
        }
        BigDecimal cap = BillingResource.amount("cap", draft.cap());
        if (cap == null) {
            throw ProblemException.invalid("cap", "is missing: the platform wants the most that may be charged");
        }
        try {
            return new Proposed(platform.propose(owner, draft.plan(), cap, address(draft.back())));
        } catch (RefusedChoice refused) {
            throw ProblemException.invalid(refused.field(), String.valueOf(refused.getMessage()));
        } catch (AdapterException failure) {
            throw ProblemException.of(502, "platform", failure.getMessage());
        }
    }

    @POST
    @Path("check")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Ask the platform whether the merchant has agreed; the plan holds from then on")
    public Standing check(@QueryParam("merchant") @Nullable String merchant, @Context HttpServletRequest request) {
        try {
            return new Standing(platform.look(Merchants.named(merchant), ApiGate.actorOf(request)));
        } catch (RefusedChoice refused) {
            throw ProblemException.invalid(refused.field(), String.valueOf(refused.getMessage()));
        } catch (AdapterException failure) {
            throw ProblemException.of(502, "platform", failure.getMessage());
        }
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            Objects.requireNonNull(address.getHost());
            return address;
        } catch (IllegalArgumentException | NullPointerException none) {
            throw ProblemException.invalid("back", "is no web address");
        }
    }
}
