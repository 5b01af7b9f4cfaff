package io.polyclerk.core.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a conversation, as far as a law asks. Read from what is stored, so it is the same on every node and after a restart.
 *
 * @param written when the shopper last wrote; null when they never did
 * @param opened when other events last opened a window, by the window's name
 * @param said when something was sent or may have been, oldest first; once for each time
 */
public record History(@Nullable Instant written, Map<String, Instant> opened, List<Instant> said) {

    public History {
        opened = Map.copyOf(opened);
        said = List.copyOf(said);
    }

    long saidSince(Instant since) {
        return said.stream().filter(at -> !at.isBefore(since)).count();
    }
}
