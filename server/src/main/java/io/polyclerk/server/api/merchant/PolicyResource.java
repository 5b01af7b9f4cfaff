package io.polyclerk.server.api.merchant;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.Policy;
import io.polyclerk.core.action.Policy.Rule;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.orders.SqlPolicies;
import io.polyclerk.server.persistence.orders.SqlPolicies.Kept;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a merchant lets the bot do to orders. */
@Path("policy")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "actions", description = "Changes to orders")
public class PolicyResource {

    private final SqlPolicies policies;
    private final OpenConnections connections;
    private final Clock clock;

    /** A merchant's policy. @param version 0 while the merchant has set none and the default holds */
    @Schema(name = "Policy")
    public record PolicyView(
            String merchant,
            Map<ActionKind, Rule> rules,
            long version,
            @Nullable Instant updatedAt) {}

    /** What is to hold; a kind that is left out keeps its rule. @param version that you have seen */
    @Schema(
            name = "PolicyChange",
            example =
                    "{\"rules\":{\"refund\":{\"mode\":\"automatic\",\"largestAmount\":50,\"perDay\":20,\"perShopper\":1,"
                            + "\"within\":\"P14D\",\"from\":\"placed\",\"statuses\":[\"cancelled\"],\"reasons\":[]}},\"version\":0}")
    public record PolicyChange(
            @Nullable Map<ActionKind, RuleDraft> rules,
            @Nullable Long version) {}

    @Inject
    public PolicyResource(SqlPolicies policies, OpenConnections connections, Clock clock) {
        this.policies = policies;
        this.connections = connections;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Show a merchant's policy",
            description = "`merchant` may be left out while there is only one.")
    public PolicyView show(@QueryParam("merchant") @Nullable String merchant) {
        String name = merchantOf(merchant);
        return view(name, policies.kept(name));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Role.MANAGER)
    @Operation(
            summary = "Set a merchant's policy",
            description =
                    "`mode` is `never`, `ask` (a human agrees) or `automatic`; beyond a cap or for another reason a"
                            + " human is asked. Durations are ISO 8601.")
    @APIResponse(responseCode = "200", description = "The policy that holds now")
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    @APIResponse(responseCode = "422", description = "Something about a rule is wrong")
    public PolicyView put(
            @QueryParam("merchant") @Nullable String merchant,
            @Nullable PolicyChange change,
            @Context HttpServletRequest request) {
        String name = merchantOf(merchant);
        if (change == null || change.rules() == null || change.rules().isEmpty()) {
            throw ProblemException.invalid("rules", "is missing");
        }
        Map<ActionKind, Rule> rules = new EnumMap<>(policies.of(name).rules());
        change.rules().forEach((kind, draft) -> rules.put(kind, RuleDraft.check(kind, draft)));
        Kept kept = policies.put(name, new Policy(rules), ApiGate.actorOf(request), change.version(), clock.instant())
                .orElseThrow(() -> ProblemException.of(409, "changed", "somebody else has changed the policy"));
        return view(name, kept);
    }

    private static PolicyView view(String merchant, Kept kept) {
        return new PolicyView(merchant, new EnumMap<>(kept.policy().rules()), kept.version(), kept.updatedAt());
    }

    private String merchantOf(@Nullable String merchant) {
        List<String> known = connections.all().stream()
                .map(open -> open.connection().merchant())
                .distinct()
                .toList();
        if (merchant == null || merchant.isBlank()) {
            if (known.size() == 1) {
                return known.get(0);
            }
            throw ProblemException.invalid("merchant", "is missing");
        }
        if (!known.contains(merchant)) {
            throw ProblemException.notFound("merchant");
        }
        return merchant;
    }
}
