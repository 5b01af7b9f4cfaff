package io.polyclerk.adapter.whatsapp;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.message.ConnectionId;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Opens the adapter as the server does. */
final class Opened {

    /** Files that the server took in, by id. */
    static final Map<String, byte[]> UPLOADS = new ConcurrentHashMap<>();

    static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Opened() {}

    static Map<String, String> settings(String apiBase) {
        return new HashMap<>(Map.of(
                "phoneNumberId", CloudApi.NUMBER,
                "businessAccountId", CloudApi.ACCOUNT,
                "accessToken", CloudApi.TOKEN,
                "appSecret", Webhooks.APP_SECRET,
                "verifyToken", Webhooks.VERIFY_TOKEN,
                "apiBase", apiBase));
    }

    static WhatsAppAdapter adapter(String apiBase) {
        return adapter(settings(apiBase));
    }

    static WhatsAppAdapter adapter(Map<String, String> settings) {
        return (WhatsAppAdapter)
                new WhatsAppProvider().open(new Connection(new ConnectionId("wa1"), settings), context(HTTP));
    }

    /** Through another client than usual, and with less patience. */
    static WhatsAppAdapter adapter(Map<String, String> settings, HttpClient http, Duration patience) {
        Connection connection = new Connection(new ConnectionId("wa1"), settings);
        AdapterContext context = context(http);
        return new WhatsAppAdapter(
                connection, new WhatsAppApi(connection, context, patience), context.uploads(), context.cache());
    }

    private static AdapterContext context(HttpClient http) {
        return new AdapterContext(http, Clock.systemUTC(), new Cache(), Opened::upload, Path.of("unused"));
    }

    private static ByteArrayInputStream upload(String id) {
        byte[] content = UPLOADS.get(id);
        if (content == null) {
            throw new AdapterException.Refused("no such file");
        }
        return new ByteArrayInputStream(content);
    }

    private static final class Cache implements KeyValueStore {
        private final Map<String, String> kept = new ConcurrentHashMap<>();

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void put(String key, String value, Duration timeToLive) {
            kept.put(key, value);
        }
    }
}
