package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.SkillRegistry;
import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.AdapterException;
import java.util.List;

/** Calls skills, and has a word for the shopper when one fails. Thread-safe. */
final class SkillCalls {

    private static final System.Logger LOGGER = System.getLogger(SkillCalls.class.getName());

    private final SkillRegistry skills;

    SkillCalls(SkillRegistry skills) {
        this.skills = skills;
    }

    /** A skill whose store fails leaves the question to a human; silence is never an answer. */
    SkillResult handle(Intent intent, Turn turn) {
        boolean mayComeBack = false;
        try {
            return skills.skillFor(intent).handle(turn);
        } catch (AdapterException failure) {
            mayComeBack =
                    failure instanceof AdapterException.Unavailable || failure instanceof AdapterException.RateLimited;
            LOGGER.log(System.Logger.Level.WARNING, "store failed in skill {0}: {1}", intent, failure.getMessage());
        } catch (RuntimeException | Error bug) {
            LOGGER.log(System.Logger.Level.ERROR, "skill " + intent + " failed", bug);
        }
        // What the shopper has said of it need not be said again when the store is back.
        Memory memory = turn.interpretation()
                .slot(Slot.ORDER_NUMBER)
                .map(turn.memory()::aboutOrder)
                .orElse(turn.memory())
                .asking(null);
        TicketDraft ticket = new TicketDraft(
                intent.wireName(),
                turn.utterance().text(),
                memory.orderNumber(),
                turn.interpretation().language(),
                true,
                TicketDraft.Case.NONE,
                mayComeBack);
        return new SkillResult(
                new Reply.Note(List.of(Phrase.of(mayComeBack ? "shop_away.promise" : "shop_unreachable")), ticket),
                memory);
    }
}
