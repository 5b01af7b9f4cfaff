package io.polyclerk.server.api;

import io.polyclerk.server.access.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a caller whose token belongs to one merchant within it: what is another's is not there. */
@Provider
public class MerchantFilter implements ContainerRequestFilter {

    private final ResourceInfo resource;

    public MerchantFilter(@Context ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!(request.getProperty(ApiGate.CALLER) instanceof Caller caller) || caller.merchant() == null) {
            return;
        }
        Within within = within();
        if (within == null || !(request.getProperty(ApiGate.OWNERS) instanceof Owners owners)) {
            throw ProblemException.of(403, "forbidden", "only a token of the whole server may do that");
        }
        String id = request.getUriInfo().getPathParameters().getFirst("id");
        String wanted = id == null ? "" : id;
        switch (within.value()) {
            case NOTHING, MERCHANT, ITSELF -> {}
            case CONVERSATION -> check(caller, owners.ofConversation(wanted), "conversation");
            case TICKET -> check(caller, owners.ofTicket(wanted), "ticket");
            case CONNECTION -> check(caller, owners.ofConnection(wanted), "connection");
            case ACTION -> check(caller, owners.ofAction(wanted), "action");
            case DOCUMENT -> check(caller, owners.ofDocument(wanted), "document");
            case ACCOUNT -> check(caller, owners.ofAccount(wanted), "account");
            case TOKEN -> check(caller, owners.ofToken(wanted), "token");
        }
    }

    private @Nullable Within within() {
        Method method = resource.getResourceMethod();
        Within onMethod = method.getAnnotation(Within.class);
        return onMethod == null ? method.getDeclaringClass().getAnnotation(Within.class) : onMethod;
    }

    private static void check(Caller caller, Optional<String> owner, String kind) {
        // The same answer as for what is not there: ids of others are nobody's business.
        if (!caller.sees(owner.orElse(null))) {
            throw ProblemException.notFound(kind);
        }
    }
}
