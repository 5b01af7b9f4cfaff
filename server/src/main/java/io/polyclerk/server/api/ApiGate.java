package io.polyclerk.server.api;

import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Caller;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stands before the API: rate, token and size of a request are looked at before anything else is. */
public class ApiGate implements Filter {

    static final String REQUEST_ID = "polyclerk.request-id";
    static final String CALLER = "polyclerk.caller";
    static final String OWNERS = "polyclerk.owners";

    private static final String BEARER = "Bearer ";
    /** Of the requests that are allowed, this part may come without a valid token. */
    private static final int FAILED_SHARE = 20;

    private final Access access;
    private final Owners owners;
    private final RateLimits rates;
    private final RateLimits failures;
    private final long maxBytes;
    private final long maxImportBytes;
    private final long maxDocumentBytes;
    private final long maxMediaBytes;

    @Inject
    public ApiGate(Access access, Owners owners, Settings settings) {
        this.access = access;
        this.owners = owners;
        int perMinute = settings.number(Setting.API_RATE, 1);
        this.rates = new RateLimits(perMinute);
        this.failures = new RateLimits(Math.max(1, perMinute / FAILED_SHARE));
        this.maxBytes = settings.number(Setting.API_MAX_BYTES, 1);
        this.maxDocumentBytes = settings.number(Setting.KNOWLEDGE_MAX_BYTES, 1);
        this.maxImportBytes = settings.number(Setting.IMPORT_MAX_BYTES, 1);
        this.maxMediaBytes = settings.number(Setting.MEDIA_MAX_BYTES, 1);
    }

    @Override
    public void doFilter(ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plainRequest;
        HttpServletResponse response = (HttpServletResponse) plainResponse;
        String requestId = UUID.randomUUID().toString();
        request.setAttribute(REQUEST_ID, requestId);
        response.setHeader("X-Request-Id", requestId);
        response.setHeader("Cache-Control", "no-store");
        Problem refusal = refusal(request);
        if (refusal != null) {
            answer(response, refusal.of(requestId));
            return;
        }
        chain.doFilter(new LimitedRequest(request, limitOf(request)), response);
    }

    /** Id of the token that a request came with. */
    static String actorOf(HttpServletRequest request) {
        // The gate has let nobody without a token come as far as to a resource that asks.
        return request.getAttribute(CALLER) instanceof Caller caller ? caller.tokenId() : "";
    }

    /** Who makes a request that the gate has let through with a token. */
    static Caller callerOf(HttpServletRequest request) {
        if (request.getAttribute(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw ProblemException.of(401, "unauthorized", "a token is needed");
    }

    private @Nullable Problem refusal(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        Optional<Caller> caller = bearerOf(request);
        if (caller.isEmpty() && !isOpen(request)) {
            return failures.allows(address)
                    ? Problem.of(401, "unauthorized", "a token is needed: Authorization: Bearer …")
                    : Problem.of(429, "too-many-requests", "too many requests without a valid token");
        }
        caller.ifPresent(known -> request.setAttribute(CALLER, known));
        request.setAttribute(OWNERS, owners);
        if (!rates.allows(caller.map(Caller::tokenId).orElse(address))) {
            return Problem.of(429, "too-many-requests", "slow down; the limit is per minute");
        }
        if (request.getContentLengthLong() > limitOf(request)) {
            return Problem.of(413, "too-large", new ContentTooLargeException(limitOf(request)).getMessage());
        }
        return null;
    }

    private long limitOf(HttpServletRequest request) {
        return switch (request.getRequestURI()) {
            case "/api/v1/import" -> maxImportBytes;
            case "/api/v1/knowledge/documents", "/api/v1/replays" -> maxDocumentBytes;
            case "/api/v1/transcribe", "/api/v1/inspect" -> maxMediaBytes;
            default -> maxBytes;
        };
    }

    private Optional<Caller> bearerOf(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? access.callerOf(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** What may be seen without a token: only that the server is there. */
    private static boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/api/v1") || path.equals("/api/v1/");
    }

    private static void answer(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        switch (problem.status()) {
            case 401 -> response.setHeader("WWW-Authenticate", "Bearer");
            case 429 -> response.setHeader("Retry-After", "10");
            // The rest of the body is not read, so the connection cannot be used again.
            case 413 -> response.setHeader("Connection", "close");
            default -> {}
        }
        response.getOutputStream().write(problem.toJson());
    }
}
