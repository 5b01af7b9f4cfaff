package io.polyclerk.server.setup;

import io.polyclerk.server.connections.ShopLanguages;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps how far merchants have come. A change is seen here at once and on other nodes within seconds. Thread-safe. */
public final class Setups implements ShopLanguages {

    private static final String NAME = "setup";
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final MerchantSettings settings;
    private final Clock clock;
    private final Map<String, Known> languages = new ConcurrentHashMap<>();

    /** @param version 0 before the first change */
    public record Versioned(Setup setup, long version) {}

    private record Known(List<String> tags, Instant until) {}

    public Setups(MerchantSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public Versioned of(String merchant) {
        return settings.find(merchant, NAME)
                .map(stored -> new Versioned(Json.read(stored.content(), Setup.class), stored.version()))
                .orElseGet(() -> new Versioned(Setup.NONE, 0));
    }

    /** @param seen version that the change was made on; null when it does not matter @return whether nobody was faster */
    public boolean put(String merchant, Setup setup, @Nullable Long seen) {
        boolean stored = settings.put(merchant, NAME, Json.write(setup), seen, clock.instant());
        languages.remove(merchant);
        return stored;
    }

    /** Asked in every turn, so what was read is good for a moment. */
    @Override
    public List<String> languagesOf(String merchant) {
        Instant now = clock.instant();
        return languages
                .compute(
                        merchant,
                        (name, known) -> known != null && known.until().isAfter(now)
                                ? known
                                : new Known(of(name).setup().languages(), now.plus(FRESH)))
                .tags();
    }
}
