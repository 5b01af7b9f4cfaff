package io.polyclerk.core.fake;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.Attempt;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.OutboxStore;
import io.polyclerk.spi.MessageTemplates.Template;
import java.time.Instant;
import java.util.Optional;

/** For tests that read what was decided and send nothing. */
final class KeptOutbox implements OutboxStore {

    @Override
    public Optional<Waiting> next(ConversationId conversation) {
        return Optional.empty();
    }

    @Override
    public Attempt recordAttempt(long id, Instant at) {
        return Attempt.ELSEWHERE;
    }

    @Override
    public void recordWait(long id, Instant until, boolean taken) {}

    @Override
    public void recordHeld(long id, String reason, Template invitation, Instant at) {}

    @Override
    public void recordReceipt(long id, String platformMessageId, Instant at) {}

    @Override
    public void recordLimited(long id, Instant notBefore, String reason) {}

    @Override
    public void recordRetry(long id, Instant notBefore, boolean mayHaveHappened, String reason) {}

    @Override
    public void recordEnd(long id, DeliveryState end, String reason, Instant at) {}

    @Override
    public int recoverInterrupted(Instant begunBefore) {
        return 0;
    }
}
