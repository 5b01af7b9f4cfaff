package io.polyclerk.server.api.connections;

import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.install.Disconnecting;
import io.polyclerk.server.install.InstallationRefusedException;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.Installed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shops that connected themselves, and codes that let them; administrators only. */
@Path("installations")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "installations", description = "Shops that connect themselves")
public class InstallationsResource {

    private static final int MOST = 500;

    private final Installations installations;
    private final Disconnecting disconnecting;

    /** All installations, newest first. */
    public record InstallationList(List<InstallationView> installations) {}

    /** One shop's installation, without secrets. */
    @Schema(name = "Installation")
    public record InstallationView(
            String id,
            String adapter,
            String shop,
            @Nullable String merchant,
            Installed.Status status,
            @Nullable String reason,
            @Nullable String store,
            @Nullable String chat,
            @Nullable String scopes,
            Instant createdAt,
            Instant changedAt) {

        static InstallationView of(Installed one) {
            return new InstallationView(
                    one.id(),
                    one.adapter(),
                    one.shop(),
                    one.merchant(),
                    one.status(),
                    one.reason(),
                    one.store() == null ? null : one.store().value(),
                    one.chat() == null ? null : one.chat().value(),
                    one.scopes(),
                    one.createdAt(),
                    one.changedAt());
        }
    }

    /** Who is invited. */
    @Schema(name = "InvitationDraft", example = "{\"adapter\":\"shop-system\",\"merchant\":\"demo\"}")
    public record Draft(@Nullable String adapter, @Nullable String merchant) {}

    /** What the shop's plugin asks for. @param code shown this once, good once within seven days */
    public record Invitation(String adapter, String merchant, String code) {
        @Override
        public String toString() {
            return "Invitation[" + merchant + "]";
        }
    }

    @Inject
    public InstallationsResource(Installations installations, Disconnecting disconnecting) {
        this.installations = installations;
        this.disconnecting = disconnecting;
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Disconnect a shop",
            description =
                    "Its webhooks and its access are given back, as far as the shop can be reached; both connections"
                            + " and all secrets go. Conversations stay.")
    @APIResponse(responseCode = "200", description = "The installation as it is now")
    @APIResponse(responseCode = "404", description = "There is no such installation")
    @APIResponse(responseCode = "409", description = "The shop is not connected")
    public InstallationView disconnect(@PathParam("id") String id, @Context HttpServletRequest request) {
        try {
            return disconnecting
                    .disconnect(id, ApiGate.actorOf(request))
                    .map(InstallationView::of)
                    .orElseThrow(() -> ProblemException.notFound("installation"));
        } catch (InstallationRefusedException refused) {
            throw ProblemException.of(refused.status(), refused.code(), refused.getMessage());
        }
    }

    @GET
    @Operation(summary = "List shops that connected themselves", description = "Newest first, at most 500.")
    public InstallationList list() {
        return new InstallationList(
                installations.all(MOST).stream().map(InstallationView::of).toList());
    }

    @POST
    @Operation(
            summary = "Invite a shop",
            description =
                    "The code is shown this once. It lets one shop connect itself as this merchant within seven days.")
    @APIResponse(responseCode = "201", description = "Made")
    @APIResponse(responseCode = "422", description = "There is no such adapter, or shops cannot connect it themselves")
    public Response invite(@Nullable Draft draft) {
        if (draft == null || draft.adapter() == null) {
            throw ProblemException.invalid("adapter", "is missing");
        }
        String merchant = draft.merchant();
        if (merchant == null || !merchant.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw ProblemException.invalid("merchant", "must be 1 to 64 letters, digits, '_' or '-'");
        }
        try {
            String code = installations.invite(draft.adapter(), merchant);
            return Response.status(Response.Status.CREATED)
                    .entity(new Invitation(draft.adapter(), merchant, code))
                    .build();
        } catch (InstallationRefusedException refused) {
            throw ProblemException.of(refused.status(), refused.code(), refused.getMessage());
        }
    }
}
