package io.polyclerk.server.api;

import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.Accounts.Session;
import io.polyclerk.server.access.Caller;
import io.polyclerk.server.install.PlatformSessions;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Stands before the API: rate, token and size of a request are looked at before anything else is. */
public class ApiGate implements Filter {

    static final String REQUEST_ID = "polyclerk.request-id";
    public static final String CALLER = "polyclerk.caller";
    static final String OWNERS = "polyclerk.owners";

    public static final String COOKIE = "polyclerk-session";

    private static final String SESSION = "polyclerk.session";
    private static final String GUARD = "X-Polyclerk-Guard";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";
    private static final Set<String> HELD_WHOLE = Set.of("/api/v1/transcribe", "/api/v1/inspect");
    /** At 25 MB each, a quarter of the heap; they are looked at one after the other anyway. */
    private static final int MOST_HELD_WHOLE = 4;

    /** Of the requests that are allowed, this part may come without a valid token. */
    private static final int FAILED_SHARE = 20;

    private final Access access;
    private final Accounts accounts;
    private final PlatformSessions platforms;
    private final Owners owners;
    private final RateLimits rates;
    private final RateLimits failures;
    private final Semaphore heldWhole = new Semaphore(MOST_HELD_WHOLE);
    private final long maxBytes;
    private final long maxImportBytes;
    private final long maxDocumentBytes;
    private final long maxMediaBytes;

    @Inject
    public ApiGate(Access access, Accounts accounts, PlatformSessions platforms, Owners owners, Settings settings) {
        this.access = access;
        this.accounts = accounts;
        this.platforms = platforms;
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
        if (!isHeldWhole(request)) {
            chain.doFilter(new LimitedRequest(request, limitOf(request)), response);
        } else if (heldWhole.tryAcquire()) {
            try {
                chain.doFilter(new LimitedRequest(request, limitOf(request)), response);
            } finally {
                heldWhole.release();
            }
        } else {
            answer(
                    response,
                    Problem.of(503, "busy", "too many files at once; try again").of(requestId));
        }
    }

    /** Photos and recordings are in memory as a whole while they are looked at. */
    private static boolean isHeldWhole(HttpServletRequest request) {
        return HELD_WHOLE.contains(request.getRequestURI())
                && request.getMethod().equals("POST");
    }

    /** The session of the person who makes a request, when it came with a cookie and not with a token. */
    public static Optional<Session> sessionOf(HttpServletRequest request) {
        return request.getAttribute(SESSION) instanceof Session session ? Optional.of(session) : Optional.empty();
    }

    /** What is in the cookie of a request; not yet known to be anyone's. */
    public static Optional<String> secretOf(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(one -> one.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** Id of who makes a request: of a token or of an account. */
    public static String actorOf(HttpServletRequest request) {
        // The gate has let nobody without a token come as far as to a resource that asks.
        return request.getAttribute(CALLER) instanceof Caller caller ? caller.tokenId() : "";
    }

    /** Who makes a request that the gate has let through with a token. */
    public static Caller callerOf(HttpServletRequest request) {
        if (request.getAttribute(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw ProblemException.of(401, "unauthorized", "a token is needed");
    }

    private @Nullable Problem refusal(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        Optional<Caller> caller = knownCaller(request);
        boolean isOpen = isOpen(request);
        if (caller.isEmpty() && !isOpen) {
            return failures.allows(address)
                    ? Problem.of(401, "unauthorized", "a token is needed: Authorization: Bearer …")
                    : Problem.of(429, "too-many-requests", "too many requests without a valid token");
        }
        if (!isOpen && isUnguarded(request)) {
            return Problem.of(403, "guard", "a session changes something only with its guard: " + GUARD);
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
            case "/api/v1/import", "/api/v1/partner-adapters/package" -> maxImportBytes;
            case "/api/v1/knowledge/documents", "/api/v1/replays" -> maxDocumentBytes;
            default -> HELD_WHOLE.contains(request.getRequestURI()) ? maxMediaBytes : maxBytes;
        };
    }

    /** Who is signed in through a platform, else who bears the token, else who is signed in here. */
    private Optional<Caller> knownCaller(HttpServletRequest request) {
        String atPlatform = request.getHeader(PlatformSessions.HEADER);
        if (atPlatform != null) {
            return platforms.callerOf(atPlatform);
        }
        String header = request.getHeader("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? access.callerOf(header.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        Optional<Session> session = secretOf(request).flatMap(accounts::sessionOf);
        session.ifPresent(found -> request.setAttribute(SESSION, found));
        return session.map(Session::caller);
    }

    /** Browsers send cookies along whoever makes them ask; the guard only our own page knows. */
    private static boolean isUnguarded(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && sessionOf(request)
                        .filter(session -> !session.guard().equals(request.getHeader(GUARD)))
                        .isPresent();
    }

    /** What may be asked without being known: that the server is there, and to be let in. */
    private static boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/api/v1")
                || path.equals("/api/v1/")
                || path.equals("/api/v1/session") && request.getMethod().equals("POST");
    }

    private static void answer(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        switch (problem.status()) {
            case 401 -> response.setHeader("WWW-Authenticate", "Bearer");
            case 429, 503 -> response.setHeader("Retry-After", "10");
            // The rest of the body is not read, so the connection cannot be used again.
            case 413 -> response.setHeader("Connection", "close");
            default -> {}
        }
        response.getOutputStream().write(problem.toJson());
    }
}
