package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events are kept from the moment they are acknowledged. Thread-safe. */
public interface InboxStore {

    /**
     * Stores the events of one delivery in one durable transaction, and the cursor with them. A message that is stored already
     * (same connection and message id) is dropped. Conversations are made on first sight. A status never goes backwards.
     * {@code AgentSpoke} sets the holder to AGENT and is kept as an outbound message of the conversation; an edit or a deletion of a
     * message that no turn has taken yet changes that message, a later edit is kept as a new inbound message. {@code ContactJoined} is
     * kept as an inbound message without contents, to be greeted; {@code ContactLeft} ends what is still to be sent.
     *
     * @param merchant owner of the connection
     * @param cursor where polling goes on; null when the events were sent to us
     */
    Acceptance accept(
            ConnectionId connection, String merchant, List<ChannelEvent> events, @Nullable String cursor, Instant now);

    /** The cursor stored last for a connection, or null. */
    @Nullable
    String cursor(ConnectionId connection);

    /**
     * What became of a delivery.
     *
     * @param awake conversations in which a turn is due, without repeats, in the order of the events
     * @param duplicates events that were there before
     */
    record Acceptance(List<ConversationId> awake, int duplicates) {
        public Acceptance {
            awake = List.copyOf(awake);
        }
    }
}
