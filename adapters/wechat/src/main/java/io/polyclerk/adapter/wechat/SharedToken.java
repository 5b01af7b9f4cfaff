package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.KeyValueStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import me.chanjar.weixin.common.bean.WxAccessToken;

/**
 * The access token of one connection, shared by all nodes through the cache. Many threads that find it missing or refused cause one
 * request. Two nodes may ask at the same time: both platforms give them the same token.
 */
final class SharedToken implements AccessToken {

    /** The platforms renew a token five minutes before its end, and both are good until then. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final KeyValueStore cache;
    private final String key;
    private final Source source;
    private final Lock lock = new ReentrantLock();

    /** Asks the platform for a token. */
    @FunctionalInterface
    interface Source {
        WxAccessToken fetch();
    }

    /** @param account whose token it is: when the settings change, the old account's token must not be found */
    SharedToken(KeyValueStore cache, String account, Source source) {
        this.cache = cache;
        this.key = "access-token:" + account;
        this.source = source;
    }

    @Override
    public String current() {
        return cache.get(key).orElseGet(() -> other(""));
    }

    @Override
    public String other(String refused) {
        lock.lock();
        try {
            Optional<String> known = cache.get(key).filter(token -> !token.equals(refused));
            return known.isPresent() ? known.get() : fetch();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String fetch() {
        WxAccessToken token = source.fetch();
        Duration life = Duration.ofSeconds(token.getExpiresIn());
        Duration left = life.minus(OVERLAP);
        cache.put(key, token.getAccessToken(), left.isPositive() ? left : life);
        return token.getAccessToken();
    }
}
