package io.polyclerk.server.persistence.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what happened, conversation by conversation, so that numbers are computed from events and never counted on the side. Thread-safe. */
public final class ServiceHistory {

    private static final int CONVERSATIONS_AT_ONCE = 500;

    private final Database database;

    public ServiceHistory(Database database) {
        this.database = database;
    }

    /** Of what kind a moment is; in this order when moments are simultaneous, as a turn and its ticket are. */
    public enum Kind {
        TURN,
        TICKET,
        AGENT,
        RETURNED,
        TICKET_CLOSED,
        TICKET_OPENED,
        RATING
    }

    /** @param details JSON of an event; kind of a ticket */
    public record Moment(String conversation, String connection, Instant at, Kind kind, String details) {}

    /**
     * Gives the moments of each conversation in order of time, one conversation after the other.
     *
     * @param merchant null for all
     */
    public void each(@Nullable String merchant, Instant from, Instant to, Consumer<List<Moment>> taker) {
        String after = "";
        List<String> page = page(merchant, from, after);
        while (!page.isEmpty()) {
            String last = page.get(page.size() - 1);
            give(moments(merchant, from, to, after, last), taker);
            after = last;
            page = page(merchant, from, after);
        }
    }

    /** Tickets that wait for somebody at this moment. */
    public int openTickets(@Nullable String merchant) {
        String sql =
                "select count(*) from ticket where state <> 'CLOSED'" + (merchant == null ? "" : " and merchant = ?");
        return database.read(session -> session.first(sql, row -> row.getInt(1), parameters(merchant)))
                .orElse(0);
    }

    /**
     * What models outside cost, in millionths of the currency of the cap, by {@linkplain SpentOn what} it was spent on.
     *
     * @param merchant null for all
     */
    public Map<String, Long> spent(@Nullable String merchant, Instant from, Instant to) {
        String sql = "select details from event where kind = ? and at >= ? and at < ?"
                + (merchant == null ? "" : " and merchant = ?");
        Map<String, Long> spent = new TreeMap<>();
        database.read(session ->
                        session.all(sql, row -> row.getString(1), parameters(merchant, SqlSpending.EVENT, from, to)))
                .forEach(details -> {
                    JsonNode one = Json.read(details, JsonNode.class);
                    spent.merge(one.path("on").asText(), one.path("spent").asLong(), Long::sum);
                });
        return spent;
    }

    private List<String> page(@Nullable String merchant, Instant from, String after) {
        String sql = "select id from conversation where id > ? and updated_at >= ?"
                + (merchant == null ? "" : " and merchant = ?") + " order by id fetch first " + CONVERSATIONS_AT_ONCE
                + " rows only";
        return database.read(session -> session.all(sql, row -> row.getString(1), parameters(merchant, after, from)));
    }

    private List<Moment> moments(@Nullable String merchant, Instant from, Instant to, String after, String last) {
        String owner = merchant == null ? "" : " and c.merchant = ?";
        String sql = """
                select e.conversation_id, c.connection_id, e.at, e.kind, e.details, e.id
                from event e join conversation c on c.id = e.conversation_id
                where e.conversation_id > ? and e.conversation_id <= ? and e.at >= ? and e.at < ?%s
                union all
                select t.conversation_id, c.connection_id, t.created_at, 'ticket', t.kind, t.id
                from ticket t join conversation c on c.id = t.conversation_id
                where t.conversation_id > ? and t.conversation_id <= ? and t.created_at >= ? and t.created_at < ?%s
                order by 1, 3, 6""".formatted(owner, owner);
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            parameters.addAll(List.of(after, last, from, to));
            if (merchant != null) {
                parameters.add(merchant);
            }
        }
        List<Moment> found = new ArrayList<>();
        database.read(session -> session.all(sql, row -> add(row, found), parameters.toArray()));
        return found;
    }

    /** The moments of one conversation, in order of time. */
    static List<Moment> momentsOf(Session session, String conversation) throws SQLException {
        List<Moment> found = new ArrayList<>();
        session.all("""
                select e.conversation_id, c.connection_id, e.at, e.kind, e.details, e.id
                from event e join conversation c on c.id = e.conversation_id where e.conversation_id = ?
                union all
                select t.conversation_id, c.connection_id, t.created_at, 'ticket', t.kind, t.id
                from ticket t join conversation c on c.id = t.conversation_id where t.conversation_id = ?
                order by 3, 6""", row -> add(row, found), conversation, conversation);
        found.sort(Comparator.comparing(Moment::at).thenComparing(Moment::kind));
        return found;
    }

    private static boolean add(ResultSet row, List<Moment> found) throws SQLException {
        Kind kind = kindOf(row.getString(4));
        return kind != null
                && found.add(new Moment(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
                        kind,
                        row.getString(5)));
    }

    /** Null for what no number is computed from. */
    public static @Nullable Kind kindOf(String stored) {
        return switch (stored) {
            case "turn" -> Kind.TURN;
            case "ticket" -> Kind.TICKET;
            case "takeover", "reply", "suggestion_sent", Events.SPOKEN_ELSEWHERE -> Kind.AGENT;
            case "return" -> Kind.RETURNED;
            case Events.TICKET_CLOSED -> Kind.TICKET_CLOSED;
            case Events.TICKET_OPENED -> Kind.TICKET_OPENED;
            case "rating" -> Kind.RATING;
            default -> null;
        };
    }

    private static void give(List<Moment> moments, Consumer<List<Moment>> taker) {
        int begin = 0;
        for (int i = 1; i <= moments.size(); i++) {
            if (i == moments.size()
                    || !moments.get(i).conversation().equals(moments.get(begin).conversation())) {
                List<Moment> one = new ArrayList<>(moments.subList(begin, i));
                one.sort(Comparator.comparing(Moment::at).thenComparing(Moment::kind));
                taker.accept(one);
                begin = i;
            }
        }
    }

    private static Object[] parameters(@Nullable String merchant, Object... others) {
        List<Object> all = new ArrayList<>(List.of(others));
        if (merchant != null) {
            all.add(merchant);
        }
        return all.toArray();
    }
}
