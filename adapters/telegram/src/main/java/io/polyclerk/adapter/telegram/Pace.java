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
 * How fast a bot may speak. The Bots FAQ (read 2026-11-22) names about thirty messages a second, for bulk messages; for answers it names
 * no number. So answers go out freely until the platform says once that it was too fast, and then keep below the thirty for a while.
 * A setting makes any rate the law from the start. Thread-safe; a node that was not told learns it by itself.
 */
final class Pace {

    /** A sixth less than the thirty: what goes out evenly does not arrive so. */
    private static final int CAREFUL_RATE = 25;

    private static final Duration CAREFUL_FOR = Duration.ofMinutes(10);

    /** A connected business account only answers chats with a message of the last day. */
    private static final Duration BUSINESS_WINDOW = Duration.ofHours(24);

    /** Bursts in one chat are tolerated; after a refusal none is tried. */
    private static final int BURST = 5;

    static final ReplyLaw LAW = law(null, 0, BURST);

    private final Clock clock;
    private final int chosenRate;
    private volatile Instant carefulUntil = Instant.EPOCH;

    Pace(Connection connection, Clock clock) {
        this.clock = clock;
        String chosen = connection.setting("messagesPerSecond");
        if (chosen != null && !chosen.strip().matches("[1-9]\\d{0,2}|1000")) {
            throw new AdapterException.CredentialsRejected("messagesPerSecond must be 1 to 1000");
        }
        this.chosenRate = chosen == null ? 0 : Integer.parseInt(chosen.strip());
    }

    private static ReplyLaw law(@Nullable Duration window, int rate, int burst) {
        return new ReplyLaw(window, null, Duration.ofSeconds(1), rate, false, burst, Map.of());
    }

    void refused() {
        carefulUntil = clock.instant().plus(CAREFUL_FOR);
    }

    ReplyLaw lawOf(ConversationKey conversation) {
        boolean careful = carefulUntil.isAfter(clock.instant());
        int rate = chosenRate == 0 && careful ? CAREFUL_RATE : chosenRate;
        Duration window = TelegramReader.isBusiness(conversation) ? BUSINESS_WINDOW : null;
        return law(window, rate, careful ? 1 : BURST);
    }
}
