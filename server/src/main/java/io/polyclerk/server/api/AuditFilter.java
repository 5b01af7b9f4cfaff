package io.polyclerk.server.api;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.persistence.AuditLog;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Set;

/** Records who changed connections and tokens; what agents do is recorded together with what it changes. */
@Provider
@Dependent
public class AuditFilter implements ContainerResponseFilter {

    private static final Set<String> WATCHED = Set.of("connections", "tokens");

    private final AuditLog audit;
    private final Clock clock;

    @Inject
    public AuditFilter(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath().replaceFirst("^/", "");
        boolean isChange =
                !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
        if (isChange
                && response.getStatus() < 300
                && WATCHED.contains(path.split("/", -1)[0])
                && request.getProperty(ApiGate.CALLER) instanceof Caller caller) {
            audit.record(
                    clock.instant(), caller.tokenId(), request.getMethod().toLowerCase(java.util.Locale.ROOT), path);
        }
    }
}
