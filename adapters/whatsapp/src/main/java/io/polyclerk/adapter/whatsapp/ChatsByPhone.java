package io.polyclerk.adapter.whatsapp;

import io.polyclerk.spi.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which chat a phone number belongs to. Shoppers are known by their business-scoped ids, yet what the business's own app sends may name
 * the number alone. Only a hash of a number is kept. Thread-safe.
 */
final class ChatsByPhone {

    private static final int MOST = 10_000;
    private static final Duration LIFE = Duration.ofDays(90);
    private static final String KEY = "chat-of:";

    private final KeyValueStore cache;
    private final Map<String, String> recent = Collections.synchronizedMap(new Recent());
    private final Map<String, String> phones = Collections.synchronizedMap(new Recent());

    private static final class Recent extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    }

    ChatsByPhone(KeyValueStore cache) {
        this.cache = cache;
    }

    /** Never throws: a lost entry costs no message. */
    void remember(String phone, String chat) {
        String key = key(phone);
        phones.put(chat, phone);
        if (chat.equals(recent.put(key, chat))) {
            return;
        }
        try {
            cache.put(key, chat, LIFE);
        } catch (RuntimeException cacheIsAway) {
            // This node knows it.
        }
    }

    Optional<String> find(String phone) {
        String key = key(phone);
        String known = recent.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return cache.get(key);
        } catch (RuntimeException cacheIsAway) {
            return Optional.empty();
        }
    }

    /** The number from which was last written in a chat; only as long as this process lives. */
    Optional<String> phoneOf(String chat) {
        return Optional.ofNullable(phones.get(chat));
    }

    private static String key(String phone) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(phone.replace("+", "").getBytes(StandardCharsets.UTF_8));
            return KEY + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
