package io.polyclerk.server.api.accounts;

import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
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
import jakarta.ws.rs.PATCH;
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

/** People who sign in with a password; administrators only. */
@Path("accounts")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Within(Within.Scope.ACCOUNT)
@Tag(name = "accounts", description = "People who sign in with a password")
public class AccountsResource {

    private static final int LONGEST_LOGIN = 254;
    private static final int LONGEST_NAME = 128;

    private final Accounts accounts;

    /** Everyone, without passwords. */
    public record AccountList(List<Account> accounts) {}

    /** What is wanted. @param merchant whose things alone the person shall see; null for all, as far as the caller may */
    @Schema(
            name = "AccountDraft",
            example = "{\"login\":\"mei@shop.example\",\"name\":\"Mei Lin\",\"role\":\"agent\",\"merchant\":\"demo\"}")
    public record Draft(
            @Nullable String login,
            @Nullable String name,
            @Nullable Role role,
            @Nullable String merchant) {}

    /** What is to be changed; what is left out stays. */
    @Schema(name = "AccountChange", example = "{\"role\":\"manager\",\"locked\":false}")
    public record Change(
            @Nullable String name,
            @Nullable Role role,
            @Nullable Boolean locked) {}

    /** A password that was made, shown this once. */
    public record NewPassword(Account account, String password) {
        @Override
        public String toString() {
            return "NewPassword[" + account.id() + "]";
        }
    }

    @Inject
    public AccountsResource(Accounts accounts) {
        this.accounts = accounts;
    }

    @GET
    @Within(Within.Scope.ITSELF)
    @Operation(summary = "List accounts")
    public AccountList list(@Context HttpServletRequest request) {
        Caller caller = ApiGate.callerOf(request);
        return new AccountList(accounts.all().stream()
                .filter(account -> caller.sees(account.merchant()))
                .toList());
    }

    @POST
    @Within(Within.Scope.ITSELF)
    @Operation(
            summary = "Make an account",
            description =
                    "Roles: `admin`, `manager`, `agent`, `analyst`. The first password is shown this once; the person"
                            + " can change it.")
    @APIResponse(responseCode = "409", description = "The login is taken")
    public Response create(@Nullable Draft draft, @Context HttpServletRequest request) {
        if (draft == null || draft.role() == null) {
            throw ProblemException.invalid("role", "is missing");
        }
        String login = draft.login();
        if (login == null || login.isBlank() || login.length() > LONGEST_LOGIN || login.matches("(?s).*\\p{Cntrl}.*")) {
            throw ProblemException.invalid("login", "must have 1 to " + LONGEST_LOGIN + " characters");
        }
        String merchant = merchant(draft.merchant(), ApiGate.callerOf(request));
        Accounts.Made made = accounts.make(login, name(draft.name()), draft.role(), merchant)
                .orElseThrow(() -> ProblemException.of(409, "exists", "the login is taken"));
        return Response.status(Response.Status.CREATED)
                .entity(new NewPassword(made.account(), made.password()))
                .build();
    }

    /** A browser in which somebody is signed in. @param account id @param provider where the person signed in; null with a password */
    @Schema(name = "OpenSession")
    public record SessionView(
            String account,
            String name,
            Instant since,
            Instant usedAt,
            @Nullable String provider) {}

    /** The last seen first. */
    public record SessionList(List<SessionView> sessions) {}

    @GET
    @Path("sessions")
    @Within(Within.Scope.ITSELF)
    @Operation(summary = "List who is signed in", description = "One for each browser, the last seen first.")
    public SessionList sessions(@Context HttpServletRequest request) {
        Caller caller = ApiGate.callerOf(request);
        return new SessionList(accounts.signedIn().stream()
                .filter(open -> caller.sees(open.account().merchant()))
                .map(open -> new SessionView(
                        open.account().id(), open.account().name(), open.since(), open.usedAt(), open.provider()))
                .toList());
    }

    @DELETE
    @Path("{id}/sessions")
    @Operation(summary = "Sign an account out everywhere")
    public Response endSessions(@PathParam("id") String id) {
        Account account = accounts.find(id).orElseThrow(() -> ProblemException.notFound("account"));
        accounts.signOutEverywhere(account.id());
        return Response.noContent().build();
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change an account", description = "The person then signs in anew.")
    public Account change(@PathParam("id") String id, @Nullable Change change) {
        Account account = accounts.find(id).orElseThrow(() -> ProblemException.notFound("account"));
        if (change == null) {
            return account;
        }
        Account changed = new Account(
                account.id(),
                account.login(),
                change.name() == null ? account.name() : name(change.name()),
                change.role() == null ? account.role() : change.role(),
                account.merchant(),
                change.locked() == null ? account.locked() : change.locked(),
                account.createdAt());
        accounts.change(changed);
        return changed;
    }

    @POST
    @Path("{id}/password")
    @Operation(summary = "Give an account a new password", description = "Shown this once. All its sessions end.")
    public NewPassword reset(@PathParam("id") String id) {
        Account account = accounts.find(id).orElseThrow(() -> ProblemException.notFound("account"));
        return new NewPassword(account, accounts.resetPassword(id));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete an account", description = "What the person did stays.")
    public Response delete(@PathParam("id") String id) {
        if (!accounts.delete(id)) {
            throw ProblemException.notFound("account");
        }
        return Response.noContent().build();
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw ProblemException.invalid("name", "must have 1 to " + LONGEST_NAME + " characters");
        }
        return name.strip();
    }

    private static @Nullable String merchant(@Nullable String named, Caller caller) {
        String wanted = named == null || named.isBlank() ? caller.merchant() : named;
        if (!caller.sees(wanted)) {
            throw ProblemException.of(403, "forbidden", "you belong to another merchant");
        }
        if (wanted != null && !Connections.isMerchant(wanted)) {
            throw ProblemException.invalid("merchant", "must be 1 to 64 letters, digits, '_' or '-'");
        }
        return wanted;
    }
}
