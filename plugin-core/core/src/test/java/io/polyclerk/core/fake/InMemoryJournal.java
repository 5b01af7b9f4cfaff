package io.polyclerk.core.fake;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.Attempt;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.InboxStore;
import io.polyclerk.core.delivery.OutboxStore;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.identity.ProofAttempts;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All stores of core in memory, as strict as the real ones. */
public final class InMemoryJournal implements InboxStore, TurnStore, OutboxStore, ProofAttempts {

    public static final class Row {
        public final long id;
        public final OutboundMessage message;
        public DeliveryState state = DeliveryState.READY;
        public int attempts;
        public Instant notBefore;
        public boolean uncertain;
        public String reason;

        Row(long id, OutboundMessage message) {
            this.id = id;
            this.message = message;
        }
    }

    public final Map<ConversationId, Conversation> conversations = new LinkedHashMap<>();
    public final List<TicketDraft> tickets = new ArrayList<>();
    public final List<Row> outbox = new ArrayList<>();
    /** Codes that were asked for, in turns that were stored. */
    public final List<AskedCode> asked = new ArrayList<>();

    public final InMemoryLedger ledger = new InMemoryLedger();
    private final Map<ConversationKey, ConversationId> ids = new HashMap<>();
    private final Map<ConversationId, List<Received>> unanswered = new HashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final Map<String, String> cursors = new HashMap<>();
    public final List<String> wrongProofs = new ArrayList<>();
    private long sequence;

    @Override
    public synchronized Acceptance accept(
            ConnectionId connection, String merchant, List<ChannelEvent> events, String cursor, Instant now) {
        Set<ConversationId> awake = new LinkedHashSet<>();
        int duplicates = 0;
        for (ChannelEvent event : events) {
            if (event instanceof ChannelEvent.MessageReceived received) {
                InboundMessage message = received.message();
                if (!seen.add(connection.value() + "/" + message.messageId())) {
                    duplicates++;
                    continue;
                }
                ConversationId id =
                        ids.computeIfAbsent(message.conversation(), key -> new ConversationId("c" + (ids.size() + 1)));
                conversations.computeIfAbsent(
                        id,
                        key -> new Conversation(key, message.conversation(), merchant, Holder.BOT, Memory.EMPTY, 0));
                unanswered.computeIfAbsent(id, key -> new ArrayList<>()).add(new Received(++sequence, message));
                awake.add(id);
            }
        }
        if (cursor != null) {
            cursors.put(connection.value(), cursor);
        }
        return new Acceptance(List.copyOf(awake), duplicates);
    }

    @Override
    public synchronized String cursor(ConnectionId connection) {
        return cursors.get(connection.value());
    }

    @Override
    public synchronized Optional<Pending> pending(ConversationId conversation) {
        List<Received> messages = unanswered.getOrDefault(conversation, List.of());
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pending(conversations.get(conversation), messages));
    }

    @Override
    public synchronized void commit(Result result) {
        Conversation given = result.conversation();
        Conversation held = conversations.get(given.id());
        if (held.version() != given.version()) {
            throw new StaleConversation();
        }
        if (!ledger.apply(result.changes())) {
            throw new StaleConversation();
        }
        conversations.put(
                given.id(),
                new Conversation(
                        given.id(),
                        given.key(),
                        given.merchant(),
                        given.holder(),
                        given.memory(),
                        given.version() + 1));
        unanswered
                .getOrDefault(given.id(), new ArrayList<>())
                .removeIf(received -> result.answered().contains(received.sequence()));
        tickets.addAll(result.tickets());
        if (result.code() != null) {
            asked.add(result.code());
        }
        result.wrongProofs().forEach(number -> wrongProofs.add(given.merchant() + "/" + number));
        result.replies()
                .forEach(content -> outbox.add(new Row(
                        outbox.size() + 1L, new OutboundMessage(given.key(), "k" + (outbox.size() + 1), content))));
    }

    @Override
    public synchronized Optional<Conversation> conversation(ConversationId id) {
        return Optional.ofNullable(conversations.get(id));
    }

    @Override
    public synchronized List<ConversationId> unfinished() {
        return List.copyOf(conversations.keySet());
    }

    @Override
    public synchronized int wrongSince(String merchant, String orderNumber, Instant since) {
        return (int) wrongProofs.stream()
                .filter(entry -> entry.equals(merchant + "/" + orderNumber))
                .count();
    }

    @Override
    public synchronized Optional<Waiting> next(ConversationId conversation) {
        ConversationKey key = conversations.get(conversation).key();
        return outbox.stream()
                .filter(row -> row.message.conversation().equals(key))
                .filter(row -> row.state == DeliveryState.READY || row.state == DeliveryState.SENDING)
                .findFirst()
                .map(row -> new Waiting(row.id, row.message, row.attempts, row.notBefore, row.uncertain));
    }

    @Override
    public synchronized Attempt recordAttempt(long id, Instant at) {
        Row row = row(id);
        if (row.state != DeliveryState.READY) {
            throw new IllegalStateException("tried twice at once");
        }
        row.state = DeliveryState.SENDING;
        row.attempts++;
        return Attempt.BEGUN;
    }

    @Override
    public synchronized void recordWait(long id, Instant until, boolean taken) {
        row(id).notBefore = until;
    }

    @Override
    public synchronized void recordHeld(long id, String reason, Template invitation, Instant at) {
        row(id).state = DeliveryState.HELD;
        row(id).reason = reason;
    }

    @Override
    public synchronized void recordReceipt(long id, String platformMessageId, Instant at) {
        row(id).state = DeliveryState.SENT;
    }

    @Override
    public synchronized void recordRetry(long id, Instant notBefore, boolean mayHaveHappened, String reason) {
        Row row = row(id);
        row.state = DeliveryState.READY;
        row.notBefore = notBefore;
        row.uncertain |= mayHaveHappened;
        row.reason = reason;
    }

    @Override
    public synchronized void recordLimited(long id, Instant notBefore, String reason) {
        recordRetry(id, notBefore, false, reason);
        row(id).attempts--;
    }

    @Override
    public synchronized void recordEnd(long id, DeliveryState end, String reason, Instant at) {
        row(id).state = end;
        row(id).reason = reason;
    }

    @Override
    public synchronized int recoverInterrupted(Instant begunBefore) {
        int recovered = 0;
        for (Row row : outbox) {
            if (row.state == DeliveryState.SENDING) {
                row.state = DeliveryState.READY;
                row.uncertain = true;
                recovered++;
            }
        }
        return recovered;
    }

    private Row row(long id) {
        return outbox.get((int) id - 1);
    }
}
