package io.polyclerk.server.api;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.persistence.accounts.AuditLog;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;

/** Records who changed connections and tokens; what agents do is recorded together with what it changes. */
public class AuditTrail implements Filter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> WATCHED = Set.of(
            "accounts",
            "apps",
            "connections",
            "hours",
            "installations",
            "mail",
            "proactive",
            "tokens",
            "setup",
            "rollout");
    private static final int AFTER_API = 3;

    private final AuditLog audit;
    private final Clock clock;

    @Inject
    public AuditTrail(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(plainRequest, plainResponse);
        HttpServletRequest request = (HttpServletRequest) plainRequest;
        boolean isDone = ((HttpServletResponse) plainResponse).getStatus() < 300;
        // /api/v1/connections/…
        String[] parts = request.getRequestURI().split("/", -1);
        if (isDone
                && !READING.contains(request.getMethod())
                && parts.length > AFTER_API
                && WATCHED.contains(parts[AFTER_API])
                && request.getAttribute(ApiGate.CALLER) instanceof Caller caller) {
            String subject = parts[AFTER_API] + (parts.length > AFTER_API + 1 ? " " + parts[AFTER_API + 1] : "");
            String action = parts.length > AFTER_API + 2
                    ? parts[AFTER_API + 2]
                    : request.getMethod().toLowerCase(Locale.ROOT);
            audit.record(clock.instant(), caller.tokenId(), action, subject);
        }
    }
}
