package io.polyclerk.core.skill;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a skill decided.
 *
 * @param memory what the bot remembers from now on
 * @param wrongProofs order numbers for which a wrong proof was given
 * @param changes what happens in the ledger of actions
 * @param code that was asked for; null when none was
 */
public record SkillResult(
        Reply reply,
        Memory memory,
        List<String> wrongProofs,
        List<LedgerChange> changes,
        @Nullable AskedCode code) {

    public SkillResult {
        wrongProofs = List.copyOf(wrongProofs);
        changes = List.copyOf(changes);
    }

    /** One that asks for a code. */
    static SkillResult asking(Reply reply, Memory memory, AskedCode code) {
        return new SkillResult(reply, memory, List.of(), List.of(), code);
    }

    /** One in which proofs were wrong. */
    static SkillResult wrong(Reply reply, Memory memory, List<String> wrongProofs) {
        return new SkillResult(reply, memory, wrongProofs, List.of(), null);
    }

    public SkillResult(Reply reply, Memory memory, List<LedgerChange> changes) {
        this(reply, memory, List.of(), changes, null);
    }

    /** The same with something more to say. */
    SkillResult adding(Phrase phrase) {
        List<Phrase> phrases = new ArrayList<>(reply.phrases());
        phrases.add(phrase);
        Reply longer = switch (reply) {
            case Reply.Say say -> new Reply.Say(phrases, say.offers());
            case Reply.Ask ask -> new Reply.Ask(phrases, ask.question(), ask.offers());
            case Reply.Note note -> new Reply.Note(phrases, note.ticket(), note.offers());
            case Reply.HandOff handOff -> new Reply.HandOff(phrases, handOff.ticket());
        };
        return new SkillResult(longer, memory, wrongProofs, changes, code);
    }

    /** The same, with something else in mind. */
    SkillResult remembering(Memory other) {
        return new SkillResult(reply, other, wrongProofs, changes, code);
    }

    public SkillResult(Reply reply, Memory memory) {
        this(reply, memory, List.of());
    }
}
