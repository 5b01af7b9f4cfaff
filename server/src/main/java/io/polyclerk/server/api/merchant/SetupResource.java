package io.polyclerk.server.api.merchant;

import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.setup.Setup;
import io.polyclerk.server.setup.Setups;
import io.polyclerk.server.setup.Setups.Versioned;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far a merchant has come with setting the shop up; administrators only. */
@Path("setup")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Within(Within.Scope.MERCHANT)
@Tag(name = "setup", description = "Setting a shop up")
public class SetupResource {

    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final int MOST_LANGUAGES = 50;

    private final Setups setups;

    /** @param version give it with a change, to be told when somebody was faster */
    public record SetupView(
            String merchant,
            @Nullable String store,
            @Nullable String channel,
            List<String> languages,
            boolean languagesChosen,
            boolean tried,
            long version) {}

    /** What is to be kept; it replaces what was. */
    @Schema(
            name = "SetupDraft",
            example = "{\"store\":\"shop\",\"channel\":\"web\",\"languages\":[\"en\",\"zh\"],\"languagesChosen\":true,"
                    + "\"tried\":false,\"version\":1}")
    public record Draft(
            @Nullable String store,
            @Nullable String channel,
            @Nullable List<String> languages,
            boolean languagesChosen,
            boolean tried,
            @Nullable Long version) {}

    @Inject
    public SetupResource(Setups setups) {
        this.setups = setups;
    }

    @GET
    @Operation(summary = "Show how far a merchant has come")
    public SetupView show(@QueryParam("merchant") @Nullable String merchant) {
        String owner = Merchants.named(merchant);
        return view(owner, setups.of(owner));
    }

    @PUT
    @Operation(
            summary = "Keep how far a merchant has come",
            description = "`languages` are those in which the bot answers; none means all that are installed.")
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    public SetupView keep(@QueryParam("merchant") @Nullable String merchant, @Nullable Draft draft) {
        String owner = Merchants.named(merchant);
        if (draft == null) {
            throw ProblemException.of(400, "malformed", "a body is needed");
        }
        List<String> languages = draft.languages() == null ? List.of() : draft.languages();
        if (languages.size() > MOST_LANGUAGES
                || !languages.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            throw ProblemException.invalid("languages", "must be language tags such as en or pt-BR");
        }
        Setup setup = new Setup(draft.store(), draft.channel(), languages, draft.languagesChosen(), draft.tried());
        if (!setups.put(owner, setup, draft.version())) {
            throw ProblemException.of(409, "changed", "somebody else has changed this in the meantime");
        }
        return view(owner, setups.of(owner));
    }

    private static SetupView view(String merchant, Versioned versioned) {
        Setup setup = versioned.setup();
        return new SetupView(
                merchant,
                setup.store(),
                setup.channel(),
                setup.languages(),
                setup.languagesChosen(),
                setup.tried(),
                versioned.version());
    }
}
