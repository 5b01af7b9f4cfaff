package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What a skill decided.
 *
 * @param memory what the bot remembers from now on
 * @param wrongProofFor order number for which a wrong proof was given; null when none was
 */
public record SkillResult(
        Reply reply, Memory memory, @Nullable String wrongProofFor) {

    public SkillResult(Reply reply, Memory memory) {
        this(reply, memory, null);
    }
}
