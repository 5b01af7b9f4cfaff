package io.polyclerk.server.install;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is held about people, found and ended. Thread-safe. */
public interface PersonalRecords {

    /** One thing that was said. @param contents as the API shows them */
    record Said(Instant at, String author, JsonNode contents) {}

    /** A conversation of the person. */
    record Talk(
            String id,
            String channel,
            Instant begunAt,
            @Nullable String language,
            List<Said> messages,
            List<String> tickets,
            List<Change> changes,
            List<Consent> consents) {}

    /** What was said about being written to. @param question the bot's words @param answer the person's */
    record Consent(
            Instant at,
            String state,
            String purposes,
            @Nullable String question,
            @Nullable String answer) {}

    /** A change to an order that was proposed in a conversation. @param action what exactly, with the address or words that were given */
    record Change(Instant at, String kind, String order, String state, JsonNode action) {}

    /**
     * What was ended.
     *
     * @param conversations that were emptied
     * @param mentions messages of others in which an address of the person was blotted out
     */
    record Ended(int conversations, int messages, int tickets, int files, int mentions) {
        static final Ended NOTHING = new Ended(0, 0, 0, 0, 0);
    }

    /** Conversations that are proven to be the person's: by being signed in, or by an order of theirs. */
    List<Talk> of(Person person);

    /** Empties the person's conversations and blots out their addresses wherever else they were written. */
    Ended end(Person person);

    /** Empties all conversations of these connections. */
    Ended endAll(Set<String> connections);
}
