package io.polyclerk.adapter.shopify;

import io.polyclerk.support.Hmac;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shopify's two signatures, both HMAC-SHA-256 with the app's client secret (shopify.dev, "Verify webhook deliveries"; read 2026-11-22). */
final class Signatures {

    /** Shopify's own library takes no launch that is older, or as much ahead. */
    private static final Duration LAUNCH_LASTS = Duration.ofSeconds(90);

    private Signatures() {}

    /** Whether a header signs a body: base64, over the raw bytes. */
    static boolean isBody(byte[] body, @Nullable String header, String secret) {
        return header != null && Hmac.isSigned(body, header, secret);
    }

    /** Whether the parameters of a launch or of OAuth are signed and of now: hexadecimal, over the other parameters in order. */
    static boolean isLaunch(Map<String, List<String>> query, String secret, Instant now) {
        try {
            byte[] given = HexFormat.of().parseHex(first(query, "hmac"));
            Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(first(query, "timestamp"))), now);
            return age.abs().compareTo(LAUNCH_LASTS) <= 0
                    && Hmac.isEqual(given, Hmac.of(signed(query).getBytes(StandardCharsets.UTF_8), secret));
        } catch (IllegalArgumentException | java.time.DateTimeException malformed) {
            return false;
        }
    }

    /** What is signed of a query. */
    static String signed(Map<String, List<String>> query) {
        Map<String, List<String>> others = new TreeMap<>(query);
        others.remove("hmac");
        others.remove("signature");
        return others.entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(value -> encoded(one.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    /** As browsers' URLSearchParams do it, which Shopify's library uses. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String hex(String text, String secret) {
        return HexFormat.of().formatHex(Hmac.of(text.getBytes(StandardCharsets.UTF_8), secret));
    }

    private static String first(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        // Twice the same parameter is no launch of Shopify's.
        return values.size() == 1 ? values.get(0) : "";
    }
}
