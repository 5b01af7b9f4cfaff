package io.polyclerk.server.door;

import io.polyclerk.server.install.Arrivals;
import io.polyclerk.server.install.InstallationRefusedException;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.Installed;
import io.polyclerk.spi.WebhookRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The two pages between which somebody agrees, on a page of the platform's, that we act for their account. Both belong to one browser: a
 * state that another one began is not taken. Thread-safe.
 */
final class AccountDoor {

    private static final String COOKIE = "polyclerk-agreeing";

    private final Installations installations;
    private final Arrivals arrivals;

    AccountDoor(Installations installations, Arrivals arrivals) {
        this.installations = installations;
        this.arrivals = arrivals;
    }

    /** {@code GET start?code=…}: says what is agreed to, and leads on. */
    Answer start(String adapter, String code, URI server, HttpServletResponse response) {
        Installations.Agreeing agreeing = installations.agree(adapter, code, server);
        Cookie cookie = new Cookie(COOKIE, agreeing.state());
        cookie.setPath("/install/" + adapter + "/callback");
        cookie.setHttpOnly(true);
        cookie.setSecure("https".equals(server.getScheme()));
        cookie.setMaxAge((int) Installations.NONCE_LASTS.toSeconds());
        // The platform sends the browser back from its own page.
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
        return page(
                response,
                "The bot will answer in the account that you choose on the next page, for the merchant <b>%s</b>. Agree only when this is your shop."
                        .formatted(escaped(agreeing.merchant())),
                "机器人将为商家 <b>%s</b> 接待您在下一页选择的账号。请确认这是您的店铺后再授权。".formatted(escaped(agreeing.merchant())),
                "<p><a href=\"%s\">Go on · 前往授权</a></p>"
                        .formatted(escaped(agreeing.page().toString())));
    }

    /** {@code GET callback?state=…}: the browser comes back. */
    Answer comeBack(
            String adapter,
            HttpServletRequest request,
            WebhookRequest webhook,
            URI server,
            HttpServletResponse response) {
        if (!beganHere(request, webhook.queryParameter("state"))) {
            throw new InstallationRefusedException(403, "state", "this was begun in another browser, or too long ago");
        }
        Installed installed = arrivals.comeBack(adapter, webhook, server);
        return installed.status() == Installed.Status.ACTIVE
                ? page(response, "The account is connected. You can close this page.", "账号已连接，可以关闭此页面。", "")
                : page(
                        response,
                        "The account could not be connected: " + escaped(String.valueOf(installed.reason())),
                        "账号未能连接，请联系管理员。",
                        "");
    }

    private static boolean beganHere(HttpServletRequest request, @Nullable String state) {
        Cookie[] cookies = request.getCookies();
        return state != null
                && cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals(COOKIE)
                                && MessageDigest.isEqual(
                                        cookie.getValue().getBytes(StandardCharsets.UTF_8),
                                        state.getBytes(StandardCharsets.UTF_8)));
    }

    /** Platforms look whether the browser comes from the address that they know, so that much is told to them, and no more. */
    private static Answer page(HttpServletResponse response, String english, String chinese, String more) {
        response.setHeader("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "origin");
        return new Answer(200, "text/html; charset=utf-8", """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Polyclerk</title>
                </head>
                <body>
                <p>%s</p>
                <p lang="zh">%s</p>
                %s
                </body>
                </html>
                """.formatted(english, chinese, more)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return EmbeddedPage.escaped(text);
    }
}
