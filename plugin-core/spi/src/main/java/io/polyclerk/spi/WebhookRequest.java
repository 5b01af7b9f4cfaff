package io.polyclerk.spi;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request of a platform as it came.
 *
 * @param method upper case
 * @param headers by name, any case
 * @param query decoded parameters
 * @param body the untouched bytes: signatures are computed over them. Not copied; nobody may write to it
 * @param receivedAt when the server took it
 */
public record WebhookRequest(
        String method,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        byte[] body,
        Instant receivedAt) {

    public WebhookRequest {
        method = method.toUpperCase(Locale.ROOT);
        TreeMap<String, List<String>> insensitive = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        insensitive.putAll(headers);
        headers = insensitive;
        query = Map.copyOf(query);
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        return first(headers.get(name));
    }

    /** The first value of a query parameter, or null. */
    public @Nullable String queryParameter(String name) {
        return first(query.get(name));
    }

    private static @Nullable String first(@Nullable List<String> values) {
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Bodies and headers hold personal data and secrets, so they are never printed. */
    @Override
    public String toString() {
        return "WebhookRequest[" + method + ", " + body.length + " bytes]";
    }
}
