package io.polyclerk.server.api;

import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.signin.SignIns;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** The door of the API, open to all. */
@Path("/")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.NOTHING)
public class RootResource {

    private final Accounts accounts;
    private final SignIns signIns;

    /**
     * @param api version of the API
     * @param signIn how people get in: {@code token}, and {@code password} where there are accounts
     * @param providers where else people may sign in: a browser is led there from the address of each
     * @param guard of the caller's session; null without one
     */
    public record Door(
            String name,
            int api,
            String description,
            List<String> signIn,
            List<Provider> providers,
            @Nullable String guard) {}

    /** @param address on this server, to be opened by a browser */
    @Schema(name = "SignInProvider")
    public record Provider(String name, String address) {}

    @Inject
    public RootResource(Accounts accounts, SignIns signIns) {
        this.accounts = accounts;
        this.signIns = signIns;
    }

    @GET
    @SecurityRequirements
    @Operation(summary = "Say that the server is there", description = "Needs no token. Says how people sign in.")
    public Door door(@Context HttpServletRequest request) {
        return new Door(
                "polyclerk",
                1,
                "/openapi",
                accounts.areAny() ? List.of("token", "password") : List.of("token"),
                signIns.all().stream()
                        .map(one -> new Provider(one.name(), "/signin/" + one.id()))
                        .toList(),
                ApiGate.sessionOf(request).map(Accounts.Session::guard).orElse(null));
    }
}
