package io.polyclerk.server.proactive;

import io.polyclerk.core.proactive.ProactivePolicies;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps what merchants let the bot say first. A change works here at once and on other nodes within seconds. Thread-safe. */
public final class MerchantProactive implements ProactivePolicies {

    private static final String NAME = "proactive";
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final MerchantSettings settings;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param version 0 before the first change */
    public record Versioned(ProactivePolicy policy, long version) {}

    private record Known(ProactivePolicy policy, Instant until) {}

    public MerchantProactive(MerchantSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public Versioned versioned(String merchant) {
        return settings.find(merchant, NAME)
                .map(found -> new Versioned(Json.read(found.content(), ProactivePolicy.class), found.version()))
                .orElseGet(() -> new Versioned(ProactivePolicy.DEFAULT, 0));
    }

    /** @param seen version that the change was made on; null when it does not matter @return whether nobody was faster */
    public boolean put(String merchant, ProactivePolicy policy, @Nullable Long seen) {
        boolean kept = settings.put(merchant, NAME, Json.write(policy), seen, clock.instant());
        known.remove(merchant);
        return kept;
    }

    @Override
    public ProactivePolicy of(String merchant) {
        Instant now = clock.instant();
        return known.compute(
                        merchant,
                        (name, last) -> last != null && last.until().isAfter(now)
                                ? last
                                : new Known(versioned(name).policy(), now.plus(FRESH)))
                .policy();
    }
}
