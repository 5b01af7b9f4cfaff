package io.polyclerk.server.api;

import io.polyclerk.server.access.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Makes a caller whose token belongs to one merchant ask for that merchant, whatever the address says. */
@Provider
@PreMatching
public class MerchantQuery implements ContainerRequestFilter {

    private static final String PARAMETER = "merchant";

    @Override
    public void filter(ContainerRequestContext request) {
        if (!(request.getProperty(ApiGate.CALLER) instanceof Caller caller) || caller.merchant() == null) {
            return;
        }
        List<String> asked = request.getUriInfo().getQueryParameters().get(PARAMETER);
        if (asked != null && !asked.stream().allMatch(one -> one.isEmpty() || one.equals(caller.merchant()))) {
            throw ProblemException.of(403, "forbidden", "this token belongs to another merchant");
        }
        request.setRequestUri(request.getUriInfo()
                .getRequestUriBuilder()
                .replaceQueryParam(PARAMETER, caller.merchant())
                .build());
    }
}
