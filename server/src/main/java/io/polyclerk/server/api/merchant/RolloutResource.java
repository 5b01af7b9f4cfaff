package io.polyclerk.server.api.merchant;

import io.polyclerk.core.rollout.Mode;
import io.polyclerk.core.rollout.Rollout;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.setup.MerchantRollouts;
import io.polyclerk.server.setup.MerchantRollouts.Versioned;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far a merchant lets the bot go. */
@Path("rollout")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "rollout", description = "How far the bot goes on its own")
public class RolloutResource {

    private final MerchantRollouts rollouts;

    /** @param usual for what is not named in {@code modes} @param version give it with a change */
    public record RolloutView(String merchant, Mode usual, Map<String, Mode> modes, boolean advises, long version) {}

    /** What is to be kept; it replaces what was. */
    @Schema(
            name = "RolloutDraft",
            example = "{\"usual\":\"automatic\",\"modes\":{\"complaint\":\"off\",\"return_item\":\"suggest\"},"
                    + "\"advises\":true,\"version\":1}")
    public record Draft(
            @Nullable Mode usual,
            @Nullable Map<String, Mode> modes,
            @Nullable Boolean advises,
            @Nullable Long version) {}

    @Inject
    public RolloutResource(MerchantRollouts rollouts) {
        this.rollouts = rollouts;
    }

    @GET
    @Operation(summary = "Show how far the bot goes")
    public RolloutView show(@QueryParam("merchant") @Nullable String merchant) {
        String owner = Merchants.named(merchant);
        return view(owner, rollouts.versioned(owner));
    }

    @PUT
    @Allowed(Role.MANAGER)
    @Operation(
            summary = "Say how far the bot goes",
            description =
                    "By kind of wish: `off` (a human is fetched), `suggest` (the bot writes, a human sends), `automatic`. A"
                            + " message with several wishes is handled with the most careful of their modes.")
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    public RolloutView keep(@QueryParam("merchant") @Nullable String merchant, @Nullable Draft draft) {
        String owner = Merchants.named(merchant);
        if (draft == null || draft.usual() == null) {
            throw ProblemException.invalid("usual", "is missing");
        }
        boolean advises = draft.advises() == null || draft.advises();
        Rollout rollout = new Rollout(draft.usual(), modes(draft.modes() == null ? Map.of() : draft.modes()), advises);
        if (!rollouts.put(owner, rollout, draft.version())) {
            throw ProblemException.of(409, "changed", "somebody else has changed this in the meantime");
        }
        return view(owner, rollouts.versioned(owner));
    }

    private static Map<Intent, Mode> modes(Map<String, Mode> named) {
        Map<Intent, Mode> modes = new EnumMap<>(Intent.class);
        named.forEach((name, mode) -> modes.put(
                Intent.ofWireName(name)
                        .orElseThrow(() -> ProblemException.invalid("modes." + name, "is no kind of wish")),
                mode));
        return modes;
    }

    private static RolloutView view(String merchant, Versioned versioned) {
        Map<String, Mode> modes = new TreeMap<>();
        versioned.rollout().modes().forEach((intent, mode) -> modes.put(intent.wireName(), mode));
        return new RolloutView(
                merchant,
                versioned.rollout().usual(),
                modes,
                versioned.rollout().advises(),
                versioned.version());
    }
}
