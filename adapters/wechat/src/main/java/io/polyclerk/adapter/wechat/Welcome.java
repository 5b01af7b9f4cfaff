package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.KeyValueStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfEventMsg;
import org.jspecify.annotations.Nullable;

/**
 * Codes with which a shopper who has entered the chat and not written yet may be greeted. Each is good for one message, and not for
 * long. Kept in the cache because another node may do the greeting.
 */
final class Welcome {

    /** Twenty seconds, less what the call may need. */
    private static final Duration LIFE = Duration.ofSeconds(17);

    private static final String KEY = "welcome-code:";

    private final KeyValueStore cache;
    private final Clock clock;

    Welcome(KeyValueStore cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    void remember(WxCpKfMsgItem item) {
        WxCpKfEventMsg event = item.getEvent();
        if (event == null
                || item.getSendTime() == null
                || event.getExternalUserId() == null
                || event.getWelcomeCode() == null
                || event.getWelcomeCode().isBlank()) {
            return;
        }
        Duration left = Duration.between(
                clock.instant(), Instant.ofEpochSecond(item.getSendTime()).plus(LIFE));
        if (left.isPositive()) {
            cache.put(KEY + event.getExternalUserId(), event.getWelcomeCode(), left);
        }
    }

    /** The code for this shopper, once. */
    @Nullable
    String take(String shopper) {
        String code = cache.get(KEY + shopper).filter(known -> !known.isEmpty()).orElse(null);
        if (code != null) {
            cache.put(KEY + shopper, "", LIFE);
        }
        return code;
    }
}
