package io.polyclerk.core.ladder;

import io.polyclerk.core.conversation.ConversationId;
import java.util.List;

/** What was said before in a conversation. Thread-safe. */
@FunctionalInterface
public interface Transcript {

    /** Nobody has said anything. */
    Transcript EMPTY = (conversation, most) -> List.of();

    /** The last texts of both sides before the turn that is being worked on, oldest first, at most as many as asked for. */
    List<AnswerModel.Said> recent(ConversationId conversation, int most);
}
