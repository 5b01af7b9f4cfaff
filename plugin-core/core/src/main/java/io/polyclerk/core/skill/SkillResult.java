package io.polyclerk.core.skill;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a skill decided.
 *
 * @param memory what the bot remembers from now on
 * @param wrongProofFor order number for which a wrong proof was given; null when none was
 * @param changes what happens in the ledger of actions
 * @param code that was asked for; null when none was
 */
public record SkillResult(
        Reply reply,
        Memory memory,
        @Nullable String wrongProofFor,
        List<LedgerChange> changes,
        @Nullable AskedCode code) {

    public SkillResult {
        changes = List.copyOf(changes);
    }

    /** One that asks for a code. */
    static SkillResult asking(Reply reply, Memory memory, AskedCode code) {
        return new SkillResult(reply, memory, null, List.of(), code);
    }

    public SkillResult(Reply reply, Memory memory, @Nullable String wrongProofFor, List<LedgerChange> changes) {
        this(reply, memory, wrongProofFor, changes, null);
    }

    public SkillResult(Reply reply, Memory memory, @Nullable String wrongProofFor) {
        this(reply, memory, wrongProofFor, List.of());
    }

    public SkillResult(Reply reply, Memory memory, List<LedgerChange> changes) {
        this(reply, memory, null, changes);
    }

    /** The same, with something else in mind. */
    SkillResult remembering(Memory other) {
        return new SkillResult(reply, other, wrongProofFor, changes, code);
    }

    public SkillResult(Reply reply, Memory memory) {
        this(reply, memory, null, List.of());
    }
}
