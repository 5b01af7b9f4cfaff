package io.polyclerk.server.api.accounts;

import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.Accounts.SignIn;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.OwnAddress;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.server.signin.SignIns;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing in with a password, and out. */
@Path("session")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.NOTHING)
@Tag(name = "session", description = "Signing in with a password")
public class SessionResource {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;

    private final Accounts accounts;
    private final SignIns signIns;
    private final Settings settings;
    private final AuditLog audit;
    private final Clock clock;

    /** Who somebody says they are. */
    @Schema(name = "SignIn", example = "{\"login\":\"mei@shop.example\",\"password\":\"…\"}")
    public record Draft(@Nullable String login, @Nullable String password) {
        @Override
        public String toString() {
            return "Draft";
        }
    }

    /** A new password. @param old the one so far */
    @Schema(name = "PasswordChange")
    public record Change(@Nullable String old, @Nullable String wanted) {
        @Override
        public String toString() {
            return "Change";
        }
    }

    /** @param guard to be sent as `X-Polyclerk-Guard` with every request that changes something */
    @Schema(name = "Session")
    public record Opened(
            String id, String name, Role role, @Nullable String merchant, String guard) {
        @Override
        public String toString() {
            return "Opened[" + id + "]";
        }
    }

    /** @param provider where a browser signs out of the provider too */
    @Schema(name = "SignedOut")
    public record SignedOut(URI provider) {}

    @Inject
    public SessionResource(Accounts accounts, SignIns signIns, Settings settings, AuditLog audit, Clock clock) {
        this.accounts = accounts;
        this.signIns = signIns;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    @POST
    @SecurityRequirements
    @Operation(
            summary = "Sign in",
            description =
                    "Sets a cookie that scripts cannot read. What changes something then needs the `guard` in the header"
                            + " `X-Polyclerk-Guard`. Programs use tokens instead.")
    @APIResponse(responseCode = "401", description = "Wrong login or password")
    @APIResponse(responseCode = "429", description = "Tried too often")
    public Response signIn(@Nullable Draft draft, @Context HttpServletRequest request) {
        if (draft == null || draft.login() == null || draft.password() == null) {
            throw ProblemException.of(401, "wrong-login", "wrong login or password");
        }
        String login = draft.login();
        String password = draft.password();
        if (login.length() > LONGEST || password.length() > LONGEST) {
            throw ProblemException.of(401, "wrong-login", "wrong login or password");
        }
        return switch (accounts.signIn(login, password, request.getRemoteAddr())) {
            case SignIn.Done done -> {
                record(done.account(), "sign_in");
                yield opened(done, request);
            }
            case SignIn.Refused refused -> {
                Account account = refused.account();
                if (account != null) {
                    record(account, "sign_in_refused");
                }
                throw ProblemException.of(401, "wrong-login", "wrong login or password");
            }
            case SignIn.TooOften() ->
                throw ProblemException.of(429, "too-many-requests", "tried too often; wait a minute");
        };
    }

    private static Response opened(SignIn.Done done, HttpServletRequest request) {
        Account account = done.account();
        return Response.ok(new Opened(
                        account.id(),
                        account.name(),
                        account.role(),
                        account.merchant(),
                        Accounts.guardOf(done.secret())))
                .cookie(cookie(done.secret(), -1, request))
                .build();
    }

    @DELETE
    @Operation(
            summary = "Sign out",
            description =
                    "With `everywhere=true` in all browsers. Says where one signs out of the provider that one came"
                            + " from, when there is such a place.")
    @APIResponse(responseCode = "200", description = "Signed out here, not at the provider")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Response signOut(@QueryParam("everywhere") boolean everywhere, @Context HttpServletRequest request) {
        String secret = own(request);
        Accounts.Session session = ApiGate.sessionOf(request).orElseThrow(() -> ProblemException.notFound("session"));
        Account account = session.account();
        if (everywhere) {
            accounts.signOutEverywhere(account.id());
        } else {
            accounts.signOut(secret);
        }
        record(account, everywhere ? "sign_out_everywhere" : "sign_out");
        Optional<URI> provider =
                Optional.ofNullable(session.provider()).flatMap(one -> signIns.leave(one, console(request)));
        return provider.map(address -> Response.ok(new SignedOut(address)))
                .orElseGet(Response::noContent)
                .cookie(cookie("", 0, request))
                .build();
    }

    private URI console(HttpServletRequest request) {
        return URI.create(OwnAddress.of(settings, request) + "/console/");
    }

    @PUT
    @Path("password")
    @Operation(summary = "Change one's own password", description = "All other sessions end.")
    public Response changePassword(@Nullable Change change, @Context HttpServletRequest request) {
        String secret = own(request);
        Account account = ApiGate.sessionOf(request)
                .orElseThrow(() -> ProblemException.notFound("session"))
                .account();
        String old = change == null ? null : change.old();
        String wanted = change == null ? null : change.wanted();
        if (wanted == null || wanted.length() < SHORTEST || wanted.length() > LONGEST) {
            throw ProblemException.invalid("wanted", "must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (old == null || old.length() > LONGEST || !accounts.changePassword(account, old, wanted, secret)) {
            throw ProblemException.invalid("old", "is not the password so far");
        }
        record(account, "password");
        return Response.noContent().build();
    }

    private static String own(HttpServletRequest request) {
        return ApiGate.secretOf(request).orElseThrow(() -> ProblemException.notFound("session"));
    }

    private void record(Account account, String action) {
        audit.record(clock.instant(), account.id(), action, "account " + account.id());
    }

    private static NewCookie cookie(String secret, int seconds, HttpServletRequest request) {
        return new NewCookie.Builder(ApiGate.COOKIE)
                .value(secret)
                .path("/api/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
