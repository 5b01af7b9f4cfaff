package io.polyclerk.server.door;

import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.PlatformApps;
import io.polyclerk.server.install.PlatformApps.Launched;
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
    private final OpenConnections open;
    private final Clock clock;

    public PlatformDoor(PlatformApps platforms, OpenConnections open, Clock clock) {
        this.platforms = platforms;
        this.open = open;
        this.clock = clock;
    }

    WebhookRequest webhook(HttpServletRequest request, byte[] body) {
        return Requests.of(request, body, clock.instant());
    }

    Answer notice(String adapter, WebhookRequest request) {
        PlatformApps.Heard heard = platforms.notice(adapter, request);
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

    private String stateOf(@org.jspecify.annotations.Nullable ConnectionId id) {
        return id == null
                ? "missing"
                : open.find(id)
                        .map(one -> one.connection().state().name().toLowerCase(Locale.ROOT))
                        .orElse("missing");
    }
}
