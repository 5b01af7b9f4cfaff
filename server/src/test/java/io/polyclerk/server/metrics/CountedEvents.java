package io.polyclerk.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.archive.ArchiveImport;
import io.polyclerk.server.persistence.archive.ArchiveLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.ConversationLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.EventLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.TicketLine;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database with the events of one November, from which the numbers are computed. */
abstract class CountedEvents {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");

    Database database;
    private ArchiveImport archive;
    private long ids;

    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        archive = new ArchiveImport(database);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    /** Events that the product stores by itself get ids that are free. */
    void newEventsComeAfterThese() {
        archive.reserve(ArchiveImport.Numbered.EVENT, ids + 1);
    }

    void conversation(String id, String merchant) {
        store(new ConversationLine(
                id, "web", id, merchant, Holder.BOT, null, "en", Memory.EMPTY, 0, FROM, TO.plus(Duration.ofDays(30))));
    }

    void turn(String conversation, Instant at, String intent) {
        turn(conversation, at, intent, "bot");
    }

    void handOff(String conversation, Instant at) {
        turn(conversation, at, "human_agent", "waiting_for_agent");
    }

    void turn(String conversation, Instant at, String intent, String holder) {
        event(
                conversation,
                at,
                "turn",
                "{\"intents\":[{\"intent\":\"%s\",\"confidence\":0.9},{\"intent\":\"complaint\",\"confidence\":0.1}],\"language\":\"en\",\"holder\":\"%s\"}"
                        .formatted(intent, holder));
    }

    void ticket(String conversation, Instant at, String kind) {
        ticket(conversation, at, kind, TicketState.OPEN);
    }

    void ticket(String conversation, Instant at, String kind, TicketState state) {
        store(new TicketLine(++ids, conversation, "demo", kind, "", null, "en", false, state, null, 0, at, null, null));
    }

    void event(String conversation, Instant at, String kind, String details) {
        String merchant = conversation.equals("b") && kind.equals("turn") ? "other" : "demo";
        try {
            store(new EventLine(++ids, at, merchant, conversation, kind, JSON.readTree(details)));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private void store(ArchiveLine line) {
        archive.store(List.of(line));
    }

    ServiceNumbers numbers() {
        return numbers(FROM, TO);
    }

    ServiceNumbers numbers(Instant from, Instant to) {
        return same(new Asked("demo", from, to, ZoneOffset.UTC, null, null, null));
    }

    /** What the table says and what the events say is the same. */
    ServiceNumbers same(Asked asked) {
        ServiceNumbers recounted = new ServiceMetrics(new ServiceHistory(database)).of(asked);
        ServiceNumbers kept = new ServiceMetrics(kept()).of(asked);
        assertThat(kept).isEqualTo(recounted);
        return kept;
    }

    KeptContacts kept() {
        KeptContacts kept = new KeptContacts(new ContactTable(database), new ServiceHistory(database));
        assertThat(kept.catchUp(Duration.ofMinutes(1))).isTrue();
        return kept;
    }
}
