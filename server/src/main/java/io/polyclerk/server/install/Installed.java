package io.polyclerk.server.install;

import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One shop's installation of one adapter.
 *
 * @param shop its address, or its name at the platform; empty until the platform has told it
 * @param merchant null until the shop has agreed, when nobody was named before
 * @param reason why it failed or ended; for people
 * @param settings of the connection that are known before the shop has agreed; may hold secrets
 * @param store the connection that was made of it
 * @param chat the web chat that was made for it; null for what is a chat itself
 * @param scopes what the merchant allows, in the platform's own words
 */
public record Installed(
        String id,
        String adapter,
        String shop,
        @Nullable String merchant,
        Status status,
        @Nullable String reason,
        Map<String, String> settings,
        @Nullable ConnectionId store,
        @Nullable ConnectionId chat,
        @Nullable String scopes,
        Instant createdAt,
        Instant changedAt) {

    /** How far it is. */
    public enum Status {
        /** The merchant is asked to agree. */
        BEGUN,
        /** The platform has handed over credentials, and they are being proven. */
        ARRIVED,
        ACTIVE,
        FAILED,
        UNINSTALLED
    }

    public Installed {
        settings = Map.copyOf(settings);
    }

    /** One of which only this much is known. */
    static Installed begun(
            String adapter, String shop, @Nullable String merchant, Map<String, String> settings, Instant now) {
        return new Installed(
                UUID.randomUUID().toString(),
                adapter,
                shop,
                merchant,
                Status.BEGUN,
                null,
                settings,
                null,
                null,
                null,
                now,
                now);
    }

    Installed with(Status newStatus, @Nullable String newReason, Instant now) {
        return new Installed(
                id, adapter, shop, merchant, newStatus, newReason, settings, store, chat, scopes, createdAt, now);
    }

    /** Only when the platform has told it afterwards. */
    Installed of(String newShop) {
        return new Installed(
                id, adapter, newShop, merchant, status, reason, settings, store, chat, scopes, createdAt, changedAt);
    }

    Installed connected(
            String owner, ConnectionId newStore, @Nullable ConnectionId newChat, @Nullable String newScopes) {
        return new Installed(
                id, adapter, shop, owner, status, reason, settings, newStore, newChat, newScopes, createdAt, changedAt);
    }

    Installed allowed(@Nullable String newScopes) {
        return new Installed(
                id, adapter, shop, merchant, status, reason, settings, store, chat, newScopes, createdAt, changedAt);
    }

    /** Settings hold secrets, so they are never printed. */
    @Override
    public String toString() {
        return "Installed[" + id + ", " + adapter + ", " + status + "]";
    }
}
