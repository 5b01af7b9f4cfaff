package io.polyclerk.server.api;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;

/** The cookie of a session, for those who sign in elsewhere than at the API. */
public final class SessionCookie {

    private SessionCookie() {}

    /** Lets the browser keep it until it is closed; no script reads it, and no other site's page makes it be sent. */
    public static void add(HttpServletResponse response, String secret, boolean isSecure) {
        Cookie cookie = new Cookie(ApiGate.COOKIE, secret);
        cookie.setPath("/api/");
        cookie.setHttpOnly(true);
        cookie.setSecure(isSecure);
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
    }

    /** Whether browsers come to this server by HTTPS, be it through a proxy. */
    public static boolean isSecure(HttpServletRequest request, URI server) {
        return request.isSecure() || "https".equals(server.getScheme());
    }
}
