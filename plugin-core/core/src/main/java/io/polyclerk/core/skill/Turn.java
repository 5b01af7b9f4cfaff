package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.ticket.Evidence;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a skill is given to work with: one utterance and its surroundings. @param perceived what was heard and seen in its files */
public record Turn(
        Conversation conversation,
        Utterance utterance,
        Interpretation interpretation,
        Sender sender,
        List<OpenStore> stores,
        Instant now,
        Perceived perceived) {

    public Turn {
        stores = List.copyOf(stores);
    }

    /** A turn without files. */
    public Turn(
            Conversation conversation,
            Utterance utterance,
            Interpretation interpretation,
            Sender sender,
            List<OpenStore> stores,
            Instant now) {
        this(conversation, utterance, interpretation, sender, stores, now, Perceived.NOTHING);
    }

    /**
     * What the files of a turn told.
     *
     * @param heard what was spoken, where the bot itself listened
     */
    public record Perceived(List<Evidence> evidence, List<String> heard) {
        public static final Perceived NOTHING = new Perceived(List.of(), List.of());

        public Perceived {
            evidence = List.copyOf(evidence);
            heard = List.copyOf(heard);
        }

        /** What was seen, best first: a fault before none, the surer before the less sure. */
        public Optional<Seen> seen() {
            return evidence.stream()
                    .flatMap(one -> Optional.ofNullable(one.seen()).stream())
                    .max(Comparator.comparing((Seen seen) -> seen.fault().isFault())
                            .thenComparing(seen -> seen.match().isPresent())
                            .thenComparing(Seen::confidence));
        }

        public boolean hasPhoto() {
            return evidence.stream().anyMatch(one -> one.kind() == Evidence.Kind.PHOTO);
        }
    }

    public Memory memory() {
        return conversation.memory();
    }

    public Turn withMemory(Memory memory) {
        return new Turn(conversation.withMemory(memory), utterance, interpretation, sender, stores, now, perceived);
    }

    /** The same words, taken to mean something else. */
    public Turn meaning(Interpretation meant) {
        return new Turn(conversation, utterance, meant, sender, stores, now);
    }
}
