package io.polyclerk.server.door;

import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.PlatformApps;
import io.polyclerk.server.install.PlatformApps.Launched;
import io.polyclerk.server.install.PlatformNotices;
import io.polyclerk.server.install.PlatformSessions;
import io.polyclerk.server.webhook.Requests;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a platform sends about an app, and the merchant's page inside the platform's. Thread-safe. */
public final class PlatformDoor {

    private final PlatformApps platforms;
    private final PlatformNotices notices;
    private final PlatformSessions sessions;
    private final OpenConnections open;
    private final Clock clock;

    public PlatformDoor(
            PlatformApps platforms,
            PlatformNotices notices,
            PlatformSessions sessions,
            OpenConnections open,
            Clock clock) {
        this.platforms = platforms;
        this.notices = notices;
        this.sessions = sessions;
        this.open = open;
        this.clock = clock;
    }

    WebhookRequest webhook(HttpServletRequest request, byte[] body) {
        return Requests.of(request, body, clock.instant());
    }

    Answer notice(String adapter, WebhookRequest request) {
        PlatformNotices.Heard heard = notices.notice(adapter, request);
        return new Answer(heard.status(), "text/plain", heard.words().getBytes(StandardCharsets.UTF_8));
    }

    Answer page(String adapter, WebhookRequest request, HttpServletResponse response, URI server) {
        Launched launched = platforms.launch(adapter, request, server);
        EmbeddedPage page = new EmbeddedPage(adapter, launched.launch().frame());
        response.setHeader("Content-Security-Policy", page.policy());
        return new Answer(200, "text/html; charset=utf-8", page.html());
    }

    /** What the page shows; asked with the platform's proof of who is signed in, as our page has no other. */
    Answer status(String adapter, WebhookRequest request, URI server) {
        Installed shop = platforms.look(adapter, request).installed();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("shop", shop.shop());
        shown.put("scopes", shop.scopes());
        shown.put("store", stateOf(shop.store()));
        shown.put("chat", shop.chat() == null ? "" : shop.chat().value());
        shown.put("server", server);
        return Answer.json(200, shown);
    }

    /** Lets who is signed in at the platform into the console; asked with the platform's proof, and without cookies. */
    Answer session(String adapter, WebhookRequest request) {
        PlatformSessions.Opened opened = sessions.open(adapter, request);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("session", opened.secret());
        // Clocks of browsers differ, so it is told how long and not until when.
        shown.put("seconds", opened.lasts().toSeconds());
        return Answer.json(201, shown);
    }

    private String stateOf(@org.jspecify.annotations.Nullable ConnectionId id) {
        return id == null
                ? "missing"
                : open.find(id)
                        .map(one -> one.connection().state().name().toLowerCase(Locale.ROOT))
                        .orElse("missing");
    }
}
