package io.polyclerk.core.skill;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a skill decided.
 *
 * @param memory what the bot remembers from now on
 * @param wrongProofFor order number for which a wrong proof was given; null when none was
 * @param changes what happens in the ledger of actions
 */
public record SkillResult(
        Reply reply, Memory memory, @Nullable String wrongProofFor, List<LedgerChange> changes) {

    public SkillResult {
        changes = List.copyOf(changes);
    }

    public SkillResult(Reply reply, Memory memory, @Nullable String wrongProofFor) {
        this(reply, memory, wrongProofFor, List.of());
    }

    public SkillResult(Reply reply, Memory memory, List<LedgerChange> changes) {
        this(reply, memory, null, changes);
    }

    public SkillResult(Reply reply, Memory memory) {
        this(reply, memory, null, List.of());
    }
}
