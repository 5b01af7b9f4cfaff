package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.List;

/** What a skill is given to work with: one utterance and its surroundings. */
public record Turn(
        Conversation conversation,
        Utterance utterance,
        Interpretation interpretation,
        Sender sender,
        List<OpenStore> stores,
        Instant now) {

    public Turn {
        stores = List.copyOf(stores);
    }

    public Memory memory() {
        return conversation.memory();
    }

    public Turn withMemory(Memory memory) {
        return new Turn(conversation.withMemory(memory), utterance, interpretation, sender, stores, now);
    }

    /** The same words, taken to mean something else. */
    public Turn meaning(Interpretation meant) {
        return new Turn(conversation, utterance, meant, sender, stores, now);
    }
}
