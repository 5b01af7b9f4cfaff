package io.polyclerk.server.api;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells browsers what pages of this server may do: run only what we ship, and say nothing to others. */
public class SecurityHeaders implements Filter {

    /** What a page may do, up to the list of pages that may show it inside them. */
    public static final String POLICY =
            "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline';"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    @Override
    public void doFilter(ServletRequest request, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse response = (HttpServletResponse) plainResponse;
        // The chat is made to stand in a shop's own pages; its servlet names them.
        String path = ((HttpServletRequest) request).getRequestURI();
        boolean isChat = path.startsWith("/chat/");
        boolean isConsole = path.startsWith("/console/");
        // The console writes no styles into its pages, so none that somebody else wrote is taken either.
        String policy = isConsole ? POLICY.replace(" 'unsafe-inline'", "") : POLICY;
        response.setHeader("Content-Security-Policy", policy + (isChat ? "'self'" : "'none'"));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Permissions-Policy",
                isChat || isConsole ? "microphone=(self), camera=(self)" : "microphone=(), camera=()");
        if (isConsole) {
            // Asked for again each time, so that an upgrade is seen at once; what has not changed is not sent again.
            response.setHeader("Cache-Control", "no-cache");
        }
        chain.doFilter(request, plainResponse);
    }
}
