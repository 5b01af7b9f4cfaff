package io.polyclerk.server.api.accounts;

import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Caller;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Within;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who the caller is, and who else is there. */
@Path("")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.ITSELF)
@Tag(name = "tokens", description = "Who may use the API")
public class MeResource {

    private final Access access;

    /** Who it is. @param id as it stands with what its bearer does @param merchant whose things alone it opens */
    public record Person(
            String id, String name, Role role, @Nullable String merchant) {}

    /** All who can act here. */
    public record PersonList(List<Person> people) {}

    @Inject
    public MeResource(Access access) {
        this.access = access;
    }

    @GET
    @Path("me")
    @Operation(summary = "Say who you are")
    public Person me(@Context HttpServletRequest request) {
        Caller caller = ApiGate.callerOf(request);
        return people(caller).stream()
                .filter(person -> person.id().equals(caller.tokenId()))
                .findFirst()
                .orElseGet(() -> new Person(caller.tokenId(), caller.tokenId(), caller.role(), caller.merchant()));
    }

    @GET
    @Path("people")
    @Operation(summary = "List who can act here", description = "Their names, to stand beside what they did.")
    public PersonList list(@Context HttpServletRequest request) {
        return new PersonList(people(ApiGate.callerOf(request)));
    }

    /** Those whose deeds the caller can come across: of one's own merchant, and of the whole server. */
    private List<Person> people(Caller caller) {
        return access.bearers().stream()
                .filter(one -> one.merchant() == null || caller.sees(one.merchant()))
                .map(one -> new Person(one.id(), one.name(), one.role(), one.merchant()))
                .toList();
    }
}
