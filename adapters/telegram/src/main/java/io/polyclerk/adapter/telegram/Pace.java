package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.ConversationKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast a bot may speak. The Bots FAQ (read 2026-11-22) names about thirty messages a second over all chats and one a second in each,
 * where short bursts are tolerated; the exact limits are not published. The bot keeps below them from the start, so that no shopper waits
 * for a refusal to end. Groups have a limit of their own, but only private chats are talked in. Thread-safe.
 */
final class Pace {

    /** A third less than the thirty: what goes out evenly does not arrive so. */
    private static final int RATE = 20;

    /** For a while after the platform was of another opinion. */
    private static final int CAREFUL_RATE = 10;

    private static final Duration CAREFUL_FOR = Duration.ofMinutes(10);

    /** A connected business account only answers chats with a message of the last day. */
    private static final Duration BUSINESS_WINDOW = Duration.ofHours(24);

    /** Bursts in one chat are tolerated; after a refusal none is tried. */
    private static final int BURST = 5;

    static final ReplyLaw LAW = law(null, RATE, BURST);

    private final Clock clock;
    private final @Nullable Integer chosenRate;
    private volatile Instant carefulUntil = Instant.EPOCH;

    Pace(Connection connection, Clock clock) {
        this.clock = clock;
        String chosen = connection.setting("messagesPerSecond");
        if (chosen != null && !chosen.strip().matches("\\d{1,3}|1000")) {
            throw new AdapterException.CredentialsRejected("messagesPerSecond must be 0 to 1000");
        }
        this.chosenRate = chosen == null ? null : Integer.valueOf(chosen.strip());
    }

    private static ReplyLaw law(@Nullable Duration window, int rate, int burst) {
        return new ReplyLaw(window, null, Duration.ofSeconds(1), rate, false, burst, Map.of());
    }

    void refused() {
        carefulUntil = clock.instant().plus(CAREFUL_FOR);
    }

    ReplyLaw lawOf(ConversationKey conversation) {
        boolean careful = carefulUntil.isAfter(clock.instant());
        Integer chosen = chosenRate;
        int rate = chosen != null ? chosen : careful ? CAREFUL_RATE : RATE;
        Duration window = TelegramReader.isBusiness(conversation) ? BUSINESS_WINDOW : null;
        return law(window, rate, careful ? 1 : BURST);
    }
}
