package io.polyclerk.server.persistence.metrics;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.DatabaseException;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows that the numbers are made of. Whatever adds an event or a ticket also notes, in the same transaction, that the rows of its
 * conversation are stale; making them anew may happen any number of times and on several nodes. Thread-safe.
 */
public final class ContactTable {

    /** Names hold no control characters. */
    private static final String BETWEEN = "\u001f";

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_STEPS = 400;

    private final Database database;
    private final ReentrantLock making = new ReentrantLock();

    public ContactTable(Database database) {
        this.database = database;
    }

    /** A note that the rows of a conversation are stale. */
    private record Note(long id, String conversation) {}

    /** Notes it; for use in the unit of work that adds an event or a ticket. */
    public static void stale(Session session, String conversation) throws SQLException {
        session.update("insert into stale_contacts (conversation_id) values (?)", conversation);
    }

    /** Notes it of all conversations: everything is made anew from the events. @return how many */
    public int allStale() {
        return database.write(
                session -> session.update("insert into stale_contacts (conversation_id) select id from conversation"));
    }

    /** Whether every row is as the events have it. */
    public boolean isFresh() {
        return database.read(session ->
                        session.first("select id from stale_contacts fetch first 1 row only", row -> row.getLong(1)))
                .isEmpty();
    }

    /**
     * Makes stale rows anew, of so many notes at most.
     *
     * @param reader puts the moments of one conversation together to rows
     * @return how many notes were worked off; 0 also when another node was faster
     */
    public int renew(int most, Function<List<Moment>, List<ContactRow>> reader) {
        making.lock();
        try {
            List<Note> notes = database.read(session -> session.all(
                    "select id, conversation_id from stale_contacts order by id fetch first " + most + " rows only",
                    row -> new Note(row.getLong(1), row.getString(2))));
            if (!notes.isEmpty()) {
                renew(notes, reader);
            }
            return notes.size();
        } catch (DatabaseException elsewhere) {
            if (elsewhere.isViolation()) {
                return 0;
            }
            throw elsewhere;
        } finally {
            making.unlock();
        }
    }

    private void renew(List<Note> notes, Function<List<Moment>, List<ContactRow>> reader) {
        try (Session session = database.begin()) {
            try {
                Set<String> conversations = new LinkedHashSet<>();
                for (Note note : notes) {
                    if (session.update("delete from stale_contacts where id = ?", note.id()) == 1) {
                        conversations.add(note.conversation());
                    }
                }
                for (String conversation : conversations) {
                    renew(session, conversation, reader);
                }
                database.commit(session);
            } catch (SQLException | RuntimeException failure) {
                session.connection().rollback();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    /** The old rows go before the events are read: who makes rows of the same conversation elsewhere then waits, and reads what is newer. */
    private static void renew(Session session, String conversation, Function<List<Moment>, List<ContactRow>> reader)
            throws SQLException {
        session.update("delete from service_contact where conversation_id = ?", conversation);
        for (ContactRow row : reader.apply(ServiceHistory.momentsOf(session, conversation))) {
            session.update(
                    """
                    insert into service_contact (conversation_id, begun_at, merchant, connection_id, language, wishes, handed_off, ticket,
                      ended, reopened, solved, turns, local_turns, understood_turns, rating, agent_wait, bot_waits)
                    select id, cast(? as timestamp with time zone), merchant, connection_id, cast(? as varchar), cast(? as varchar),
                      cast(? as boolean), cast(? as boolean), cast(? as boolean), cast(? as boolean), cast(? as boolean),
                      cast(? as integer), cast(? as integer), cast(? as integer), cast(? as integer), cast(? as bigint), cast(? as varchar)
                    from conversation where id = ?""",
                    row.begin(),
                    row.language(),
                    String.join(BETWEEN, row.wishes()),
                    row.handedOff(),
                    row.ticket(),
                    row.ended(),
                    row.reopened(),
                    row.solved(),
                    row.turns(),
                    row.localTurns(),
                    row.understoodTurns(),
                    row.rating(),
                    row.agentWait(),
                    row.botWaits().stream().map(String::valueOf).collect(Collectors.joining(BETWEEN)),
                    conversation);
        }
    }

    /**
     * Gives the rows of contacts that began in a period; null for all of a kind. Reads day by day: a database puts a result of many
     * thousand rows on its disk before it gives the first one.
     */
    public void each(
            @Nullable String merchant,
            Instant from,
            Instant to,
            @Nullable String connection,
            @Nullable String language,
            Consumer<ContactRow> taker) {
        Duration step = max(DAY, Duration.between(from, to).dividedBy(MOST_STEPS));
        database.read(session -> {
            for (Instant begin = from; begin.isBefore(to); begin = begin.plus(step)) {
                Instant end = begin.plus(step).isBefore(to) ? begin.plus(step) : to;
                each(session, merchant, begin, end, connection, language, taker);
            }
            return true;
        });
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void each(
            Session session,
            @Nullable String merchant,
            Instant from,
            Instant to,
            @Nullable String connection,
            @Nullable String language,
            Consumer<ContactRow> taker)
            throws SQLException {
        String owner = merchant == null ? "" : " and merchant = ?";
        Object[] parameters = merchant == null
                ? new @Nullable Object[] {from, to, connection, connection, language, language}
                : new @Nullable Object[] {from, to, connection, connection, language, language, merchant};
        session.all(
                """
                select * from service_contact where begun_at >= ? and begun_at < ?
                  and (cast(? as varchar) is null or connection_id = ?) and (cast(? as varchar) is null or language = ?)""" + owner,
                row -> {
                    taker.accept(row(row));
                    return true;
                },
                parameters);
    }

    private static ContactRow row(ResultSet row) throws SQLException {
        int rating = row.getInt("rating");
        Integer rated = row.wasNull() ? null : Integer.valueOf(rating);
        long wait = row.getLong("agent_wait");
        Long waited = row.wasNull() ? null : Long.valueOf(wait);
        return new ContactRow(
                row.getString("conversation_id"),
                row.getString("connection_id"),
                Session.requiredInstant(row, "begun_at"),
                row.getString("language"),
                words(row.getString("wishes")).collect(Collectors.toUnmodifiableSet()),
                row.getBoolean("handed_off"),
                row.getBoolean("ticket"),
                row.getBoolean("ended"),
                row.getBoolean("reopened"),
                row.getBoolean("solved"),
                row.getInt("turns"),
                row.getInt("local_turns"),
                row.getInt("understood_turns"),
                rated,
                waited,
                words(row.getString("bot_waits")).map(Long::valueOf).toList());
    }

    private static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.empty() : Arrays.stream(text.split(BETWEEN, -1));
    }
}
