package io.polyclerk.server.wiring;

import io.polyclerk.core.media.ArrivingFile;
import io.polyclerk.core.media.MediaQueue;
import io.polyclerk.core.media.MediaVault;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How files of shoppers are kept.
 *
 * @param largest bytes of one file
 * @param patience how long a turn waits for them
 * @param whenKept told of a file that no longer has to lie where it came from
 */
public record MediaKeeping(
        MediaQueue queue, MediaVault vault, long largest, Duration patience, Consumer<ArrivingFile> whenKept) {}
