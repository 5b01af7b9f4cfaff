package io.polyclerk.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for a page of ours inside the platform's own surface. */
@Incubating
public sealed interface Launch {

    /**
     * A merchant's.
     *
     * @param shop that the merchant is signed in at
     * @param user the platform's id of the person; null when only the shop is proven
     * @param ticket tells two launches apart: good once where something is changed; null when the platform gives none
     * @param until when the proof ends
     * @param frame how the page stands in the platform's
     */
    record Genuine(
            String shop, @Nullable String user, @Nullable String ticket, Instant until, Frame frame)
            implements Launch {}

    /**
     * Anybody else's.
     *
     * @param status the HTTP status that is answered, 4xx
     * @param reason for the log and a counter; never sent to the caller
     */
    record Rejected(int status, String reason) implements Launch {}

    /**
     * What the page needs to stand in the platform's.
     *
     * @param ancestors origins that may show it
     * @param scripts addresses of the platform's scripts, loaded before all others
     * @param meta names and contents that these scripts read
     * @param links pages of the platform that the merchant goes on to, by what they are for
     */
    record Frame(List<String> ancestors, List<String> scripts, Map<String, String> meta, Map<String, String> links) {
        public Frame {
            ancestors = List.copyOf(ancestors);
            scripts = List.copyOf(scripts);
            meta = Map.copyOf(meta);
            links = Map.copyOf(links);
        }
    }
}
