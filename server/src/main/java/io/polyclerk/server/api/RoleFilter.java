package io.polyclerk.server.api;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.access.Role;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;

/** Lets a caller through to what their role allows. */
@Provider
public class RoleFilter implements ContainerRequestFilter {

    private final ResourceInfo resource;

    public RoleFilter(@Context ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        // The gate has let nobody without a token come this far, except to what is open to all.
        if (request.getProperty(ApiGate.CALLER) instanceof Caller caller && !isAllowed(caller.role())) {
            throw ProblemException.of(403, "forbidden", "this token may not do that");
        }
    }

    private boolean isAllowed(Role role) {
        if (role == Role.ADMIN) {
            return true;
        }
        Method method = resource.getResourceMethod();
        Allowed onMethod = method.getAnnotation(Allowed.class);
        Allowed allowed = onMethod == null ? method.getDeclaringClass().getAnnotation(Allowed.class) : onMethod;
        // A manager may do whatever any of the others may.
        return allowed != null
                && Arrays.stream(allowed.value()).anyMatch(one -> Objects.equals(one, role) || role == Role.MANAGER);
    }
}
