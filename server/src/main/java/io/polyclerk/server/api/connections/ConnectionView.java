package io.polyclerk.server.api.connections;

import io.polyclerk.server.adapters.Manifest;
import io.polyclerk.server.connections.ConnectionDraft;
import io.polyclerk.server.connections.MerchantConnection.CheckState;
import io.polyclerk.server.connections.MerchantConnection.State;
import io.polyclerk.server.connections.OpenConnection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the API shows it.
 *
 * @param settings secrets as {@link ConnectionDraft#UNCHANGED}
 * @param webhook where the platform sends to
 * @param reason why it is paused
 */
@Schema(example = """
        {"id":"chat1","adapter":"messenger","kind":"channel","merchant":"demo",
         "settings":{"botToken":"••••","apiBase":"https://api.messenger.example"},
         "state":"active","check":{"state":"ok","at":"2026-11-23T08:00:00Z"},
         "webhook":"https://bot.shop.example/hooks/tg1","createdAt":"2026-11-23T08:00:00Z"}""")
public record ConnectionView(
        String id,
        String adapter,
        Manifest.Kind kind,
        String merchant,
        Map<String, String> settings,
        State state,
        @Nullable String reason,
        CheckView check,
        String webhook,
        Instant createdAt) {

    /** How the last check went. @param next what to do now, in words */
    public record CheckView(
            CheckState state,
            @Nullable String detail,
            @Nullable Instant at,
            String next) {}

    private static String next(CheckState state, String webhook) {
        return switch (state) {
            case OK ->
                webhook.startsWith("https://")
                        ? "The platform takes the settings. Apply the set-up, so that it sends to " + webhook + "."
                        : "The platform takes the settings. Most platforms only send to an https address: set"
                                + " POLYCLERK_PUBLIC_URL, then apply the set-up.";
            case UNVERIFIED -> "The platform could not be asked. Check again in a moment.";
            case REJECTED -> "The platform does not take the settings. Correct what it says, and save them again.";
        };
    }

    static ConnectionView of(OpenConnection open, String publicUrl) {
        var connection = open.connection();
        Manifest manifest = open.loaded().manifest();
        Map<String, String> shown = new TreeMap<>(connection.settings());
        shown.replaceAll((name, value) -> manifest.setting(name)
                        .map(Manifest.SettingDeclaration::isSecret)
                        .orElse(true)
                ? ConnectionDraft.UNCHANGED
                : value);
        String webhook = publicUrl + "/hooks/" + connection.id();
        return new ConnectionView(
                connection.id().value(),
                connection.adapter(),
                manifest.kind(),
                connection.merchant(),
                shown,
                connection.state(),
                connection.reason(),
                new CheckView(
                        connection.check().state(),
                        connection.check().detail(),
                        connection.check().at(),
                        next(connection.check().state(), webhook)),
                webhook,
                connection.createdAt());
    }
}
