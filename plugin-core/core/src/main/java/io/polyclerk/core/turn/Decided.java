package io.polyclerk.core.turn;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.ladder.ModelUse;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.ticket.TicketDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a turn says and leaves behind. */
record Decided(
        List<List<Phrase>> parts,
        List<Offer> offers,
        List<TicketDraft> tickets,
        Holder holder,
        Memory memory,
        List<String> wrongProofs,
        List<LedgerChange> changes,
        @Nullable AskedCode code,
        @Nullable ModelUse asked) {}
