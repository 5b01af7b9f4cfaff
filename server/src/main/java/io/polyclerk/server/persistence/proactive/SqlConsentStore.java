package io.polyclerk.server.persistence.proactive;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.proactive.ConsentStore;
import io.polyclerk.core.proactive.Consents;
import io.polyclerk.core.proactive.Purpose;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.persistence.metrics.Events;
import io.polyclerk.server.persistence.notices.EventOutlet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what shoppers allow, as a list that is only ever added to. */
public final class SqlConsentStore implements ConsentStore {

    static final String GIVEN = "given";

    /** What the conversation {@code f.conversation_id} has last decided. */
    static final String DECIDED =
            "(select k.state from consent k where k.conversation_id = f.conversation_id and k.state <> 'asked'"
                    + " order by k.id desc fetch first 1 row only)";

    private static final String ASKED = "asked";
    private static final String REFUSED = "refused";
    private static final String WITHDRAWN = "withdrawn";
    private static final String UNWANTED = "the shopper wants no more messages";
    private static final int LONGEST_WORDS = 1000;
    private static final int LONGEST_SENDER = 512;
    private static final int LONGEST_NUMBER = 128;

    private final Database database;

    public SqlConsentStore(Database database) {
        this.database = database;
    }

    /** One thing that was said about being written to. */
    public record Entry(
            String state,
            Set<Purpose> purposes,
            String language,
            @Nullable String question,
            @Nullable String answer,
            Instant at) {}

    /** How an order was. @param message that said so */
    private record Review(int score, long message) {}

    private record Row(String state, String purposes, long sequence) {}

    @Override
    public Consents of(ConversationId conversation) {
        return database.read(session -> of(session, conversation));
    }

    static Consents of(Session session, ConversationId conversation) throws SQLException {
        List<Row> newestFirst = session.all(
                "select state, purposes, sequence from consent where conversation_id = ? order by id desc",
                row -> new Row(row.getString(1), row.getString(2), row.getLong(3)),
                conversation.value());
        Optional<Row> decided =
                newestFirst.stream().filter(row -> !row.state().equals(ASKED)).findFirst();
        return new Consents(
                decided.filter(row -> row.state().equals(GIVEN))
                        .map(row -> purposes(row.purposes()))
                        .orElse(Set.of()),
                decided.map(Row::sequence).orElse(null),
                newestFirst.stream()
                        .filter(row -> row.state().equals(ASKED))
                        .findFirst()
                        .map(Row::sequence)
                        .orElse(null));
    }

    static Set<Purpose> purposes(String stored) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        Arrays.stream(Purpose.values())
                .filter(purpose -> Arrays.asList(stored.split(" ", -1)).contains(purpose.wireName()))
                .forEach(purposes::add);
        return purposes;
    }

    static String stored(Set<Purpose> purposes) {
        return purposes.stream().map(Purpose::wireName).sorted().collect(Collectors.joining(" "));
    }

    /** Everything that was said about it in a conversation, oldest first. */
    public List<Entry> entries(ConversationId conversation) {
        return database.read(session -> entries(session, conversation.value()));
    }

    static List<Entry> entries(Session session, String conversation) throws SQLException {
        return session.all(
                "select state, purposes, language, question, answer, at from consent where conversation_id = ? order by id",
                row -> new Entry(
                        row.getString("state"),
                        purposes(row.getString("purposes")),
                        row.getString("language"),
                        row.getString("question"),
                        row.getString("answer"),
                        Session.requiredInstant(row, "at")),
                conversation);
    }

    @Override
    public void asked(Said question) {
        database.write(session -> insert(session, question, ASKED, Set.of()));
    }

    @Override
    public void allowed(Said said, Set<Purpose> purposes) {
        database.write(session -> {
            if (insert(session, said, GIVEN, purposes) == 1) {
                // What has happened since the order was shown is news as well.
                session.update("""
                        insert into order_look (store, order_id, noted_at, due_at)
                        select store, order_id, cast(? as timestamp with time zone), cast(? as timestamp with time zone)
                        from followed_order where conversation_id = ?""", said.at(), said.at(), said.conversation().value());
            }
            return true;
        });
    }

    @Override
    public void refused(Said said) {
        database.write(session -> {
            insert(session, said, REFUSED, Set.of());
            return session.update(
                    "delete from followed_order where conversation_id = ?",
                    said.conversation().value());
        });
    }

    @Override
    public void stopped(Said said) {
        database.write(session -> {
            // What is being decided at this moment waits for this, or this for it: nothing falls between.
            session.first(
                    "select id from conversation where id = ? for update",
                    row -> row.getString(1),
                    said.conversation().value());
            insert(session, said, WITHDRAWN, Set.of());
            session.update(
                    "delete from followed_order where conversation_id = ?",
                    said.conversation().value());
            return session.update(
                    """
                    update message set state = ?, pending = ?, reason = ?
                    where conversation_id = ? and unasked and pending = ? and state = ?""",
                    DeliveryState.WITHDRAWN.name(),
                    ToDo.NOTHING,
                    UNWANTED,
                    said.conversation().value(),
                    ToDo.SENDING,
                    DeliveryState.READY.name());
        });
    }

    private static int insert(Session session, Said said, String state, Set<Purpose> purposes) throws SQLException {
        int stored = session.update(
                """
                insert into consent (conversation_id, sequence, sender, state, purposes, language, question, answer, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                said.conversation().value(),
                said.sequence(),
                Keys.text(said.sender(), LONGEST_SENDER),
                state,
                stored(purposes),
                said.language(),
                Keys.nullableText(said.question(), LONGEST_WORDS),
                Keys.nullableText(said.answer(), LONGEST_WORDS),
                said.at());
        if (stored == 1) {
            tell(session, said, state, purposes);
        }
        return stored;
    }

    /** Without anybody's words. */
    private static void tell(Session session, Said said, String state, Set<Purpose> purposes) throws SQLException {
        String merchant = session.first(
                        "select merchant from conversation where id = ?",
                        row -> row.getString(1),
                        said.conversation().value())
                .orElseThrow();
        Map<String, String> facts = Map.of("state", state, "purposes", stored(purposes));
        Events.insert(session, said.at(), merchant, said.conversation(), "consent", facts);
        if (!state.equals(ASKED)) {
            EventOutlet.tell(
                    session, merchant, "consent." + state, said.conversation().value(), facts, said.at());
        }
    }

    @Override
    public void reviewed(ConversationId conversation, long sequence, int stars, Instant at) {
        database.write(session -> {
            String details = Json.write(new Review(stars, sequence));
            boolean known = session.first(
                            "select id from event where conversation_id = ? and kind = 'review' and details = ?",
                            row -> row.getLong(1),
                            conversation.value(),
                            details)
                    .isPresent();
            if (known) {
                return 0;
            }
            return session.update("""
                    insert into event (at, merchant, conversation_id, kind, details)
                    select cast(? as timestamp with time zone), c.merchant, c.id, 'review', cast(? as varchar) from conversation c
                    where c.id = ?""", at, details, conversation.value());
        });
    }

    @Override
    public void follows(ConversationId conversation, Followed order) {
        database.write(session -> {
            int fresh = session.update(
                    """
                    insert into followed_order (conversation_id, store, order_id, order_number, sender, seen, followed_at)
                    values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                    conversation.value(),
                    order.store().value(),
                    Keys.text(order.orderId(), LONGEST_NUMBER),
                    Keys.text(order.number(), LONGEST_NUMBER),
                    Keys.text(order.sender(), LONGEST_SENDER),
                    String.join(ProactiveRows.APART, order.seen()),
                    order.at());
            if (fresh == 1) {
                ProactiveRows.note(session, order.store().value(), order.orderId(), order.at());
            } else {
                // What was shown just now is no news any more.
                session.update(
                        "update followed_order set seen = ? where conversation_id = ? and store = ? and order_id = ?",
                        String.join(ProactiveRows.APART, order.seen()),
                        conversation.value(),
                        order.store().value(),
                        order.orderId());
            }
            return true;
        });
    }
}
