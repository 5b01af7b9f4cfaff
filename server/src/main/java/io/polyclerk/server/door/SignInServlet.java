package io.polyclerk.server.door;

import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.api.OwnAddress;
import io.polyclerk.server.api.SessionCookie;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.server.signin.SignInRefusedException;
import io.polyclerk.server.signin.SignInRefusedException.Reason;
import io.polyclerk.server.signin.SignIns;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /signin/{provider}} and {@code /signin/{provider}/back}, between which somebody signs in at the provider. Both lead on: to the
 * provider, into the console, or to the console's page for signing in, which says what went wrong. Nowhere else.
 */
public class SignInServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOGGER = System.getLogger(SignInServlet.class.getName());
    private static final String COOKIE = "polyclerk-signin-";
    private static final int STATE_IN_NAME = 8;
    private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{8,200}");

    private final transient SignIns signIns;
    private final transient Accounts accounts;
    private final transient Settings settings;

    @Inject
    public SignInServlet(SignIns signIns, Accounts accounts, Settings settings) {
        this.signIns = signIns;
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> parts = List.of(Objects.requireNonNullElse(request.getPathInfo(), "/")
                .substring(1)
                .split("/", -1));
        response.setHeader("Cache-Control", "no-store");
        try {
            if (!accounts.mayTry(request.getRemoteAddr())) {
                throw new SignInRefusedException(Reason.TOO_OFTEN, "one address tries too often");
            }
            lead(response, next(parts, request, response));
        } catch (SignInRefusedException refused) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "somebody was not let in ({0}): {1}",
                    refused.reason().wireName(),
                    refused.getMessage());
            lead(
                    response,
                    Optional.of("/console/#/sign-in?problem=" + refused.reason().wireName()));
        }
    }

    private Optional<String> next(List<String> parts, HttpServletRequest request, HttpServletResponse response) {
        String provider = parts.get(0);
        if (!PROVIDER.matcher(provider).matches()) {
            return Optional.empty();
        }
        if (parts.size() == 1) {
            return begin(provider, request, response);
        }
        return parts.size() == 2 && parts.get(1).equals("back")
                ? finish(provider, request, response)
                : Optional.empty();
    }

    private static void lead(HttpServletResponse response, Optional<String> next) throws IOException {
        if (next.isEmpty()) {
            Answer.problem(404, "not-found", "there is nothing at this address").write(response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", next.get());
    }

    private Optional<String> begin(String provider, HttpServletRequest request, HttpServletResponse response) {
        URI server = OwnAddress.of(settings, request);
        return signIns.begin(provider, request.getParameter("to"), back(server, provider))
                .map(begun -> {
                    keep(response, provider, begun.state(), begun.sealed(), request, server);
                    return begun.address().toString();
                });
    }

    private Optional<String> finish(String provider, HttpServletRequest request, HttpServletResponse response) {
        URI server = OwnAddress.of(settings, request);
        Map<String, List<String>> answer = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> answer.put(name, List.of(values)));
        String state = Objects.requireNonNullElse(request.getParameter("state"), "");
        if (!STATE.matcher(state).matches()) {
            throw new SignInRefusedException(Reason.STATE, "the answer names no attempt");
        }
        @Nullable String sealed = kept(request, state);
        // Whatever comes of it, an attempt is made once.
        keep(response, provider, state, null, request, server);
        return signIns.finish(provider, answer, sealed, back(server, provider)).map(arrived -> {
            SessionCookie.add(response, arrived.done().secret(), SessionCookie.isSecure(request, server));
            return "/console/#" + arrived.to();
        });
    }

    private static URI back(URI server, String provider) {
        return URI.create(server + "/signin/" + provider + "/back");
    }

    /** @param sealed null for nothing any more */
    private static void keep(
            HttpServletResponse response,
            String provider,
            String state,
            @Nullable String sealed,
            HttpServletRequest request,
            URI server) {
        // Each attempt has its own, so that two tabs do not get in each other's way.
        Cookie cookie = new Cookie(COOKIE + state.substring(0, STATE_IN_NAME), sealed == null ? "" : sealed);
        cookie.setPath("/signin/" + provider + "/back");
        cookie.setHttpOnly(true);
        cookie.setSecure(SessionCookie.isSecure(request, server));
        cookie.setMaxAge(sealed == null ? 0 : (int) SignIns.ATTEMPT_LASTS.toSeconds());
        // The provider sends the browser back from its own page.
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }

    private static @Nullable String kept(HttpServletRequest request, String state) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? null
                : Arrays.stream(cookies)
                        .filter(one -> one.getName().equals(COOKIE + state.substring(0, STATE_IN_NAME)))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }
}
