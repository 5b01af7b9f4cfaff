package io.polyclerk.core.proactive;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is to be said first and what was decided about it. One row for each order, occasion and subject, by a unique key of the
 * database: whatever happens twice is planned once and decided once. Thread-safe; every write is durable when it returns.
 */
public interface ProactiveStore {

    /** Orders that changed and are followed by a chat whose shopper has consented; those that nobody follows any more are forgotten. */
    List<Look> looks(Instant now, int most);

    /** The shop did not answer when the order was to be looked at: it is looked at again then. */
    void lookLater(Look look, Instant at);

    /** The order was looked at: what it gives reason to say is planned, what was planned already stays as it is. */
    void looked(Look look, List<Occurrence> occurrences, Instant at);

    /** What is planned and due, the longest due first. */
    List<Planned> due(Instant now, int most);

    /** Who would hear of an order: the chat that followed it last and allows it. */
    Optional<Audience> audience(Planned planned, Instant now);

    /** Nothing is decided before {@code until}; the reason is kept for the merchant to see. */
    void postpone(Planned planned, Instant until, Why why);

    /** Decided for good: it is not said. @param audience who would have heard; null when nobody was found */
    void drop(Planned planned, Why why, @Nullable Audience audience, Instant at);

    /** The shopper belongs to those who get nothing, so that one can compare. */
    void spare(Planned planned, Audience audience, Order order, Instant at, Duration watch);

    /**
     * Stores the decision and what is said in one transaction.
     *
     * @return whether it was: not when somebody has decided already, the conversation has changed or the consent is gone
     */
    boolean tell(Planned planned, Audience audience, Order order, Message message, Instant at, Duration watch);

    /** Decisions whose message has waited unsent since before this moment: the message is taken back and they are planned again. */
    List<Planned> takeBack(Instant before, Instant now);

    /** An order was paid: remembered for its first reminder while that is watched. */
    void paid(ConnectionId store, String orderId, Money total, Instant at);

    /** First reminders whose watch ends now. */
    List<Planned> watchesEnding(Instant now, int most);

    /** Nothing that happens from now on counts for this reminder. */
    void endWatch(Planned planned);

    /** Orders that are followed with consent, newest first, as if they had just changed. */
    List<Look> followed(String merchant, int most);

    /** Whether it was decided about already. */
    boolean isDecided(Planned planned);

    /** Forgets orders that nobody has asked for since. */
    int forget(Instant before);

    /** @param since when the chat began to follow the order @param seen what had happened by then */
    record Look(
            long id,
            String merchant,
            ConnectionId store,
            String orderId,
            String number,
            Instant since,
            Set<String> seen,
            Instant notedAt) {
        public Look {
            seen = Set.copyOf(seen);
        }
    }

    /** @param due when it was meant to be said, however often it was postponed @param waitedFor why it was postponed last; null when it was not */
    record Planned(
            String id,
            String merchant,
            ConnectionId store,
            String orderId,
            String number,
            Occasion occasion,
            String subject,
            Instant due,
            @Nullable Why waitedFor) {}

    /**
     * The chat that would hear.
     *
     * @param writtenAt when the shopper last wrote; null when never
     * @param isTalking whether a message of theirs has no answer yet
     * @param isGroup whether several people write there
     * @param isTroubled whether a ticket is open, or one about this order speaks of a complaint, a fault or a return
     * @param toldThisWeek how often the bot wrote first within seven days
     * @param before what was decided about the reminder before this one; null when there is none
     */
    record Audience(
            Conversation conversation,
            @Nullable Instant writtenAt,
            boolean isTalking,
            boolean isGroup,
            boolean isTroubled,
            int toldThisWeek,
            @Nullable Before before) {

        ConversationId id() {
            return conversation.id();
        }
    }

    /** The reminder before. @param isSpared whether the shopper is one of those who get nothing */
    record Before(Instant at, boolean isSpared) {}
}
