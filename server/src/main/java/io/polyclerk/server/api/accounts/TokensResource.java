package io.polyclerk.server.api.accounts;

import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.ApiToken;
import io.polyclerk.server.access.Caller;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.Connections;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tokens for the API; administrators only. */
@Path("tokens")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Within(Within.Scope.ITSELF)
@Tag(name = "tokens", description = "Who may use the API")
public class TokensResource {

    private final Access access;

    /** All tokens, without their secrets. */
    public record TokenList(List<ApiToken> tokens) {}

    /** What is wanted. @param merchant whose things alone it shall open; null for all, as far as the caller may */
    @Schema(name = "TokenDraft", example = "{\"name\":\"reporting\",\"role\":\"analyst\",\"merchant\":\"demo\"}")
    public record Draft(
            @Nullable String name,
            @Nullable Role role,
            @Nullable String merchant) {}

    /** A new token. @param token the secret, shown this once */
    public record NewToken(
            String id,
            String name,
            Role role,
            Instant createdAt,
            @Nullable String merchant,
            String token) {
        @Override
        public String toString() {
            return "NewToken[" + id + "]";
        }
    }

    @Inject
    public TokensResource(Access access) {
        this.access = access;
    }

    @GET
    @Operation(summary = "List tokens")
    public TokenList list(@Context HttpServletRequest request) {
        Caller caller = ApiGate.callerOf(request);
        return new TokenList(access.all().stream()
                .filter(token -> caller.sees(token.merchant()))
                .toList());
    }

    @POST
    @Operation(
            summary = "Make a token",
            description = "Roles: `admin`, `agent`, `analyst`. The secret is shown this once.")
    public Response create(@Nullable Draft draft, @Context HttpServletRequest request) {
        if (draft == null || draft.role() == null) {
            throw ProblemException.invalid("role", "is missing");
        }
        String name = draft.name();
        if (name == null || name.isBlank() || name.length() > 128) {
            throw ProblemException.invalid("name", "must have 1 to 128 characters");
        }
        Access.Issued issued = access.issue(name, draft.role(), merchant(draft, ApiGate.callerOf(request)));
        ApiToken token = issued.token();
        return Response.status(Response.Status.CREATED)
                .entity(new NewToken(
                        token.id(), token.name(), token.role(), token.createdAt(), token.merchant(), issued.secret()))
                .build();
    }

    private static @Nullable String merchant(Draft draft, Caller caller) {
        String wanted = draft.merchant() == null || draft.merchant().isBlank() ? caller.merchant() : draft.merchant();
        if (!caller.sees(wanted)) {
            throw ProblemException.of(403, "forbidden", "this token belongs to another merchant");
        }
        if (wanted != null && !Connections.isMerchant(wanted)) {
            throw ProblemException.invalid("merchant", "must be 1 to 64 letters, digits, '_' or '-'");
        }
        return wanted;
    }

    @DELETE
    @Path("{id}")
    @Within(Within.Scope.TOKEN)
    @Operation(summary = "Revoke a token")
    public Response delete(@PathParam("id") String id) {
        if (!access.revoke(id)) {
            throw ProblemException.notFound("token");
        }
        return Response.noContent().build();
    }
}
