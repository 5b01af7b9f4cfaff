package io.polyclerk.core.delivery;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.ladder.ModelUse;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Option;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where turns find their messages and leave their results. Thread-safe. */
public interface TurnStore {

    /** The conversation with all messages that no turn has answered, oldest first; empty when there are none. */
    Optional<Pending> pending(ConversationId conversation);

    /**
     * Stores the result of a turn in one durable transaction: the messages are answered, the conversation is as given, what is to be
     * said is READY in this order.
     *
     * @throws StaleConversation when the conversation, or a row of the ledger that is changed, is not as it was read; nothing is
     *     stored, the turn is run again
     */
    void commit(Result result);

    /** The conversation as it is now. */
    Optional<Conversation> conversation(ConversationId id);

    /** Conversations with unanswered messages, with actions that are not finished or not told, or with messages that are not sent, for the start after a crash. */
    List<ConversationId> unfinished();

    /**
     * What a turn works on.
     *
     * @param humanWords what an agent said since the bot last spoke, oldest first: the bot comes back to a talk that has moved on
     */
    record Pending(Conversation conversation, List<Received> messages, List<String> humanWords) {
        public Pending {
            messages = List.copyOf(messages);
            humanWords = List.copyOf(humanWords);
        }

        public Pending(Conversation conversation, List<Received> messages) {
            this(conversation, messages, List.of());
        }

        /** The same messages and the same words of the human, on a conversation that is looked at in another way. */
        public Pending on(Conversation other) {
            return new Pending(other, messages, humanWords);
        }
    }

    /** A stored inbound message. @param sequence its place in the conversation */
    record Received(long sequence, InboundMessage message) {}

    /**
     * What a turn decided.
     *
     * @param conversation as it is to be stored, with the version that was read
     * @param answered sequences of the messages that are done with
     * @param interpretation what they were taken to mean; null when nobody looked, as when an agent holds the conversation
     * @param replies what is to be said, one message each
     * @param tickets work for humans
     * @param wrongProofs order numbers whose proof was wrong in this turn
     * @param changes what happens in the ledger of actions, in the same transaction
     * @param asked what was asked of a model; null when none was asked
     * @param code that the shopper asked for, with the e-mail that brings it; null when none was asked for
     */
    record Result(
            Conversation conversation,
            List<Long> answered,
            @Nullable Interpretation interpretation,
            List<Content> replies,
            List<TicketDraft> tickets,
            List<String> wrongProofs,
            List<LedgerChange> changes,
            @Nullable ModelUse asked,
            @Nullable AskedCode code,
            Instant at) {
        public Result {
            answered = List.copyOf(answered);
            replies = List.copyOf(replies);
            tickets = List.copyOf(tickets);
            wrongProofs = List.copyOf(wrongProofs);
            changes = List.copyOf(changes);
        }

        /** The same turn with something asked below its words. */
        public Result asking(List<Content> shown, List<Option> options) {
            Conversation offering =
                    conversation.withMemory(conversation.memory().offering(options));
            return new Result(
                    offering, answered, interpretation, shown, tickets, wrongProofs, changes, asked, code, at);
        }

        /** A turn that asks no model. */
        public Result(
                Conversation conversation,
                List<Long> answered,
                @Nullable Interpretation interpretation,
                List<Content> replies,
                List<TicketDraft> tickets,
                @Nullable String wrongProofFor,
                List<LedgerChange> changes,
                Instant at) {
            this(
                    conversation,
                    answered,
                    interpretation,
                    replies,
                    tickets,
                    Optional.ofNullable(wrongProofFor).stream().toList(),
                    changes,
                    null,
                    null,
                    at);
        }

        /** A turn that leaves the ledger alone, too. */
        public Result(
                Conversation conversation,
                List<Long> answered,
                @Nullable Interpretation interpretation,
                List<Content> replies,
                List<TicketDraft> tickets,
                @Nullable String wrongProofFor,
                Instant at) {
            this(conversation, answered, interpretation, replies, tickets, wrongProofFor, List.of(), at);
        }
    }

    /** The conversation was changed by someone else in the meantime. */
    final class StaleConversation extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
