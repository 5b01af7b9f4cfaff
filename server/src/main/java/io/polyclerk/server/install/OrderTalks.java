package io.polyclerk.server.install;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said about an order, for the page of that order in the shop. Thread-safe. */
@FunctionalInterface
public interface OrderTalks {

    /** A conversation of the order's owner about it. @param holder who answers there now */
    record Talk(
            String id,
            String channel,
            String holder,
            @Nullable String language,
            Instant updatedAt) {}

    /** A ticket about it. */
    record Ticket(long id, String kind, String state, boolean urgent, Instant createdAt) {}

    /** What there is, newest first. */
    record Talked(List<Talk> conversations, List<Ticket> tickets) {}

    /**
     * @param store connection of the store that holds the order
     * @param order the store's own id of it
     * @param number by which shoppers know it
     * @param customer whose it is; {@code 0} for a guest
     */
    Talked about(String merchant, String store, String order, String number, String customer);
}
