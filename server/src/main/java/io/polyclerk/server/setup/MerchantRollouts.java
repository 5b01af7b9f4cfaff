package io.polyclerk.server.setup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.polyclerk.core.rollout.Mode;
import io.polyclerk.core.rollout.Rollout;
import io.polyclerk.core.rollout.Rollouts;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps how far merchants let the bot go. A change works here at once and on other nodes within seconds. Thread-safe. */
public final class MerchantRollouts implements Rollouts {

    private static final String NAME = "rollout";
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final MerchantSettings settings;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param version 0 before the first change */
    public record Versioned(Rollout rollout, long version) {}

    private record Known(Rollout rollout, Instant until) {}

    /** As it is stored: intents by their wire names, so that one which is gone does no harm. */
    private record Stored(Mode usual, @JsonProperty("modes") Map<String, Mode> modes, boolean advises) {}

    public MerchantRollouts(MerchantSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public Versioned versioned(String merchant) {
        return settings.find(merchant, NAME)
                .map(found -> new Versioned(rollout(Json.read(found.content(), Stored.class)), found.version()))
                .orElseGet(() -> new Versioned(Rollout.AUTOMATIC, 0));
    }

    /** @param seen version that the change was made on; null when it does not matter @return whether nobody was faster */
    public boolean put(String merchant, Rollout rollout, @Nullable Long seen) {
        Map<String, Mode> modes = new TreeMap<>();
        rollout.modes().forEach((intent, mode) -> modes.put(intent.wireName(), mode));
        boolean stored = settings.put(
                merchant,
                NAME,
                Json.write(new Stored(rollout.usual(), modes, rollout.advises())),
                seen,
                clock.instant());
        known.remove(merchant);
        return stored;
    }

    @Override
    public Rollout of(String merchant) {
        Instant now = clock.instant();
        return known.compute(
                        merchant,
                        (name, last) -> last != null && last.until().isAfter(now)
                                ? last
                                : new Known(versioned(name).rollout(), now.plus(FRESH)))
                .rollout();
    }

    private static Rollout rollout(Stored stored) {
        Map<Intent, Mode> modes = new EnumMap<>(Intent.class);
        stored.modes().forEach((name, mode) -> Intent.ofWireName(name).ifPresent(intent -> modes.put(intent, mode)));
        return new Rollout(stored.usual(), modes, stored.advises());
    }
}
