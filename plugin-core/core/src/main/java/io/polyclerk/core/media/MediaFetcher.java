package io.polyclerk.core.media;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files from where a platform keeps them for a short while. Each failure only concerns its own file: it is tried again with
 * growing pauses for about a day. Thread-safe.
 */
public final class MediaFetcher {

    private static final System.Logger LOGGER = System.getLogger(MediaFetcher.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration WHILE_PAUSED = Duration.ofMinutes(1);
    /** With pauses that double from a second to a quarter of an hour: about a day. */
    private static final int MOST_ATTEMPTS = 100;

    private final MediaQueue queue;
    private final MediaVault vault;
    private final ConnectionRegistry connections;
    private final long largest;
    private final Consumer<ArrivingFile> whenKept;
    private final Counters counters;
    private final Clock clock;

    /**
     * @param largest bytes of one file
     * @param whenKept told of a file that no longer has to lie where it came from
     */
    public MediaFetcher(
            MediaQueue queue,
            MediaVault vault,
            ConnectionRegistry connections,
            long largest,
            Consumer<ArrivingFile> whenKept,
            Counters counters,
            Clock clock) {
        this.queue = queue;
        this.vault = vault;
        this.connections = connections;
        this.largest = largest;
        this.whenKept = whenKept;
        this.counters = counters;
        this.clock = clock;
    }

    /** Tries to fetch one file and stores what became of it; never throws for what a platform does. */
    public void fetch(ArrivingFile file) {
        Optional<ChannelAdapter> channel = connections.channel(file.connection());
        if (channel.isEmpty()) {
            queue.again(file.id(), clock.instant().plus(WHILE_PAUSED), "the connection is paused");
            return;
        }
        Long announced = file.media().bytes();
        if (announced != null && announced > largest) {
            lose(file, MediaState.TOO_LARGE, announced + " bytes are announced, " + largest + " are taken");
            return;
        }
        try (InputStream content = channel.get().open(file.media())) {
            keep(file, vault.keep(file.conversation(), content, largest));
        } catch (MediaVault.TooLarge tooLarge) {
            lose(file, MediaState.TOO_LARGE, String.valueOf(tooLarge.getMessage()));
        } catch (AdapterException failure) {
            failed(file, failure);
        } catch (IOException broken) {
            again(file, pauseAfter(file.attempts() + 1), "the file broke off while it was fetched");
        } catch (RuntimeException bug) {
            LOGGER.log(System.Logger.Level.ERROR, "a file of " + file.connection() + " could not be fetched", bug);
            again(file, pauseAfter(file.attempts() + 1), "it could not be kept");
        }
    }

    private void keep(ArrivingFile file, KeptFile kept) {
        String announced = file.media().sha256();
        if (announced != null && !isSame(announced, kept.sha256())) {
            vault.remove(kept.name());
            again(file, pauseAfter(file.attempts() + 1), "what came is not what was announced");
            return;
        }
        if (!queue.kept(file.id(), kept, clock.instant())) {
            vault.remove(kept.name());
            return;
        }
        counters.count("media", "kept");
        whenKept.accept(file);
    }

    /** Platforms write a checksum in base64 or in hexadecimal; one that cannot be read proves nothing either way. */
    private static boolean isSame(String announced, String sha256) {
        byte[] told = digest(announced);
        return told == null || HexFormat.of().formatHex(told).equals(sha256);
    }

    private static byte @Nullable [] digest(String text) {
        try {
            byte[] digest = text.matches("[0-9a-fA-F]{64}")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return digest.length == 32 ? digest : null;
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private void failed(ArrivingFile file, AdapterException failure) {
        String reason = String.valueOf(failure.getMessage());
        switch (failure) {
            case AdapterException.RateLimited limited -> again(file, limited.retryAfter(), reason);
            case AdapterException.Unavailable down -> again(file, pauseAfter(file.attempts() + 1), reason);
            case AdapterException.CredentialsRejected rejected -> {
                connections.pause(file.connection(), reason);
                queue.again(file.id(), clock.instant().plus(WHILE_PAUSED), reason);
            }
            case AdapterException.Refused gone -> lose(file, MediaState.GONE, reason);
            case AdapterException.Unsupported bug -> lose(file, MediaState.GONE, reason);
        }
    }

    private void again(ArrivingFile file, Duration pause, String reason) {
        if (file.attempts() + 1 >= MOST_ATTEMPTS) {
            lose(file, MediaState.GONE, "given up after " + MOST_ATTEMPTS + " tries: " + reason);
            return;
        }
        counters.count("media", "again");
        Instant notBefore = clock.instant().plus(pause);
        queue.again(file.id(), notBefore, reason);
    }

    private void lose(ArrivingFile file, MediaState state, String reason) {
        counters.count("media", "lost");
        queue.lost(file.id(), state, reason);
    }

    private static Duration pauseAfter(int tries) {
        Duration pause = Duration.ofSeconds(1).multipliedBy(1L << Math.min(12, Math.max(0, tries - 1)));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
