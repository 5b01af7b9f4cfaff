package io.polyclerk.server.persistence.billing;

import io.polyclerk.core.billing.Meter;
import io.polyclerk.core.billing.UsageUnit;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened, for those who count it, and what was counted. Thread-safe. */
public class UsageLog {

    private final Database database;

    public UsageLog(Database database) {
        this.database = database;
    }

    /** An event of a conversation that may have to be counted. */
    public record Fresh(long id, String merchant, String conversation) {}

    /**
     * Something that happened in a conversation, or was left by it.
     *
     * @param place id of the event; {@code t} and the id of a ticket
     * @param ticket whether it is a ticket, whose details are then its kind
     */
    public record Happened(String place, Instant at, String connection, String kind, String details, boolean ticket) {}

    /** A unit and whose it is. */
    public record Owned(String merchant, UsageUnit unit) {}

    /** A unit with its place. @param invoice the bill that it is on; null while it is on none @param price what it costs there */
    public record Counted(
            String merchant,
            UsageUnit unit,
            @Nullable String invoice,
            @Nullable BigDecimal price) {}

    /** Up to which event everything has been counted. */
    public long mark() {
        return database.read(
                        session -> session.first("select event_id from meter_mark where id = 1", row -> row.getLong(1)))
                .orElse(0L);
    }

    /** Counting began behind this event: what happened before is on no bill. */
    public long start() {
        return database.read(
                        session -> session.first("select begun_at from meter_mark where id = 1", row -> row.getLong(1)))
                .orElse(0L);
    }

    /** Moves the mark forward; another node may be further. */
    public void advance(long mark) {
        database.write(session ->
                session.update("update meter_mark set event_id = ? where id = 1 and event_id < ?", mark, mark));
    }

    /** Events that happened here, in order of their ids. */
    public List<Fresh> after(long event, int limit) {
        return database.read(session -> session.all(
                "select id, merchant, conversation_id from event where id > ? and conversation_id is not null and imported = false"
                        + " order by id fetch first " + limit + " rows only",
                row -> new Fresh(row.getLong(1), row.getString(2), row.getString(3)),
                event));
    }

    /** Everything about one conversation that happened here, in the order in which it happened, whatever the clocks said. */
    public List<Happened> history(String conversation) {
        return database.read(session -> {
            List<Happened> events = new ArrayList<>(session.all("""
                    select e.id, e.at, c.connection_id, e.kind, e.details from event e join conversation c on c.id = e.conversation_id
                    where e.conversation_id = ? and e.imported = false order by e.id""", row -> happened(row, ""), conversation));
            List<Happened> tickets = session.all("""
                    select t.id, t.created_at, c.connection_id, 'ticket', t.kind from ticket t join conversation c on c.id = t.conversation_id
                    where t.conversation_id = ? order by t.id""", row -> happened(row, "t"), conversation);
            return merged(events, tickets);
        });
    }

    private static Happened happened(ResultSet row, String prefix) throws SQLException {
        return new Happened(
                prefix + row.getLong(1),
                row.getObject(2, java.time.OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                !prefix.isEmpty());
    }

    /** A ticket goes right behind the turn that left it, which bears the same time. */
    private static List<Happened> merged(List<Happened> events, List<Happened> tickets) {
        record Placed(int after, Happened happened) {}
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            placed.add(new Placed(i, events.get(i)));
        }
        for (Happened ticket : tickets) {
            int own = -1;
            int earlier = -1;
            for (int i = 0; i < events.size(); i++) {
                own = events.get(i).at().equals(ticket.at()) ? i : own;
                earlier = events.get(i).at().isAfter(ticket.at()) ? earlier : i;
            }
            placed.add(new Placed(own >= 0 ? own : earlier, ticket));
        }
        placed.sort(Comparator.comparingInt(Placed::after)
                .thenComparing(one -> one.happened().ticket()));
        return placed.stream().map(Placed::happened).toList();
    }

    /** Keeps what was counted, all or nothing; what is there already stays as it is. @return how many were new */
    public int record(List<Owned> counted) {
        if (counted.isEmpty()) {
            return 0;
        }
        return database.write(session -> {
            int stored = 0;
            for (Owned owned : counted) {
                UsageUnit unit = owned.unit();
                stored += session.update(
                        """
                        insert into usage_unit (meter, unit_key, merchant, conversation_id, turn, at, reverts)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                        unit.meter().name(),
                        unit.key(),
                        owned.merchant(),
                        unit.conversation(),
                        unit.turn(),
                        unit.at(),
                        unit.reverts());
            }
            return stored;
        });
    }

    /** Units that are on no bill yet. */
    public List<UsageUnit> open(String merchant) {
        return database.read(session -> session.all("""
                select u.*, o.price as given from usage_unit u
                left join usage_unit o on o.meter = u.meter and o.unit_key = u.reverts and o.invoice is not null
                where u.merchant = ? and u.invoice is null order by u.at, u.unit_key""", UsageLog::unit, merchant));
    }

    /** The units with these keys on an invoice. */
    public Optional<BigDecimal> sumOn(String invoice, List<String> keys) {
        return database.read(session -> {
            BigDecimal sum = BigDecimal.ZERO;
            for (String key : keys) {
                int blank = key.indexOf(' ');
                Optional<String> price = blank < 0
                        ? Optional.empty()
                        : session.first(
                                "select price from usage_unit where invoice = ? and meter = ? and unit_key = ? and reverts is null",
                                row -> row.getString(1),
                                invoice,
                                key.substring(0, blank).toUpperCase(Locale.ROOT),
                                key.substring(blank + 1));
                if (price.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(new BigDecimal(price.get()));
            }
            return Optional.of(sum);
        });
    }

    /** Gives everything that was counted in order, a page at a time. @param after key of the last one that is known; empty for the first */
    public List<Counted> page(@Nullable String merchant, String after, int limit) {
        String sql = "select u.*, null as given from usage_unit u where meter || ' ' || unit_key > ?"
                + (merchant == null ? "" : " and merchant = ?")
                + " order by meter || ' ' || unit_key fetch first " + limit + " rows only";
        Object[] parameters = merchant == null ? new Object[] {after} : new Object[] {after, merchant};
        return database.read(session -> session.all(
                sql,
                row -> new Counted(
                        row.getString("merchant"), unit(row), row.getString("invoice"), price(row.getString("price"))),
                parameters));
    }

    static UsageUnit unit(ResultSet row) throws SQLException {
        return new UsageUnit(
                Meter.valueOf(row.getString("meter")),
                row.getString("unit_key"),
                row.getString("conversation_id"),
                row.getString("turn"),
                Session.requiredInstant(row, "at"),
                row.getString("reverts"),
                price(row.getString("given")));
    }

    private static @Nullable BigDecimal price(@Nullable String stored) {
        return stored == null ? null : new BigDecimal(stored);
    }
}
