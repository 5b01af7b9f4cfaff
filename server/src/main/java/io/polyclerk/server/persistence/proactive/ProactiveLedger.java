package io.polyclerk.server.persistence.proactive;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what was decided about writing first, for those who look at it. Thread-safe. */
public final class ProactiveLedger implements ProactiveHistory {

    private static final String DECIDED = "select p.*, m.state as delivery, m.reason, c.connection_id from proactive p"
            + " left join message m on m.idempotency_key = p.id left join conversation c on c.id = p.conversation_id";

    private final Database database;

    public ProactiveLedger(Database database) {
        this.database = database;
    }

    /**
     * A decision.
     *
     * @param state planned, told, spared or dropped
     * @param why nothing was said, or not yet
     * @param delivery of what was said
     * @param reason of the platform or the channel's law, in words
     */
    public record Decided(
            String id,
            Occasion occasion,
            String orderNumber,
            String state,
            @Nullable String why,
            @Nullable String conversation,
            @Nullable String connection,
            boolean byTemplate,
            @Nullable DeliveryState delivery,
            @Nullable String reason,
            Instant dueAt,
            @Nullable Instant decidedAt,
            @Nullable Instant paidAt) {}

    /** The newest first. @param occasion null for all @param state null for all */
    public List<Decided> decided(String merchant, @Nullable String occasion, @Nullable String state, int most) {
        return database.read(session -> session.all(
                DECIDED + " where p.merchant = ? and (cast(? as varchar) is null or p.occasion = ?)"
                        + " and (cast(? as varchar) is null or p.state = ?) order by coalesce(p.decided_at, p.due_at) desc, p.id"
                        + " fetch first " + most + " rows only",
                ProactiveLedger::decided,
                merchant,
                occasion,
                occasion,
                state,
                state));
    }

    private static Decided decided(ResultSet row) throws SQLException {
        return new Decided(
                row.getString("id"),
                Occasion.ofWireName(row.getString("occasion")).orElseThrow(),
                row.getString("order_number"),
                row.getString("state"),
                row.getString("why"),
                row.getString("conversation_id"),
                row.getString("connection_id"),
                row.getBoolean("by_template"),
                delivery(row),
                row.getString("reason"),
                Session.requiredInstant(row, "due_at"),
                Session.instant(row, "decided_at"),
                Session.instant(row, "paid_at"));
    }

    private static @Nullable DeliveryState delivery(ResultSet row) throws SQLException {
        String state = row.getString("delivery");
        return state == null ? null : DeliveryState.valueOf(state);
    }

    /**
     * What results are made of: one thing that was said or spared.
     *
     * @param isFirst whether it is a first reminder, on which payments are counted
     * @param amount of the order when it was decided
     * @param isWatched whether a payment may still come in time
     * @param answered whether the shopper wrote within the time after it
     * @param optedOut whether the shopper said stop within that time
     */
    public record Outcome(
            boolean isSpared,
            boolean byTemplate,
            @Nullable DeliveryState delivery,
            boolean isFirst,
            BigDecimal amount,
            String currency,
            boolean isPaid,
            @Nullable BigDecimal paidAmount,
            boolean isWatched,
            boolean answered,
            boolean optedOut) {}

    @Override
    public List<Outcome> outcomes(String merchant, Occasion occasion, Instant from, Instant to, int days, Instant now) {
        String within = "p.decided_at + interval '" + days + "' day";
        return database.read(session -> session.all(
                "select p.state, p.by_template, m.state as delivery, p.amount, p.currency, p.paid_at, p.paid_amount, p.watch_until,"
                        + " exists (select 1 from message s where s.conversation_id = p.conversation_id and s.author = ?"
                        + " and s.at > p.decided_at and s.at <= " + within + ") as answered,"
                        + " exists (select 1 from consent k where k.conversation_id = p.conversation_id and k.state = 'withdrawn'"
                        + " and k.at > p.decided_at and k.at <= " + within + ") as opted_out"
                        + " from proactive p left join message m on m.idempotency_key = p.id"
                        + " where p.merchant = ? and p.occasion = ? and p.state in ('told', 'spared') and p.decided_at >= ?"
                        + " and p.decided_at < ? order by p.decided_at, p.id",
                row -> outcome(row, now),
                Author.SHOPPER.stored(),
                merchant,
                occasion.wireName(),
                from,
                to));
    }

    private static Outcome outcome(ResultSet row, Instant now) throws SQLException {
        Instant until = Session.instant(row, "watch_until");
        String paid = row.getString("paid_amount");
        return new Outcome(
                row.getString("state").equals("spared"),
                row.getBoolean("by_template"),
                delivery(row),
                until != null,
                new BigDecimal(row.getString("amount")),
                row.getString("currency"),
                Session.instant(row, "paid_at") != null,
                paid == null ? null : new BigDecimal(paid),
                until != null && until.isAfter(now),
                row.getBoolean("answered"),
                row.getBoolean("opted_out"));
    }

    /** Answers to the question how it was. */
    public record Stars(int stars, long count) {}

    @Override
    public List<Stars> stars(String merchant, Instant from, Instant to) {
        List<Integer> given = database.read(session -> session.all(
                "select details from event where merchant = ? and kind = 'review' and at >= ? and at < ?",
                row -> Json.read(row.getString(1), JsonNode.class).path("score").asInt(),
                merchant,
                from,
                to));
        return given.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(one -> new Stars(one.getKey(), one.getValue()))
                .toList();
    }

    /** Why nothing was said, and how often. */
    public record Dropped(String why, long count) {}

    @Override
    public List<Dropped> dropped(String merchant, Occasion occasion, Instant from, Instant to) {
        return database.read(session -> session.all(
                """
                select why, count(*) as many from proactive where merchant = ? and occasion = ? and state = 'dropped'
                  and decided_at >= ? and decided_at < ? group by why order by many desc, why""",
                row -> new Dropped(row.getString("why"), row.getLong("many")),
                merchant,
                occasion.wireName(),
                from,
                to));
    }

    /** How many shoppers allow it now, refused, and have had enough. */
    public record ConsentCount(long asked, long given, long refused, long withdrawn) {}

    public ConsentCount consents(String merchant) {
        return database.read(session -> new ConsentCount(
                count(session, merchant, "asked", false),
                count(session, merchant, "given", true),
                count(session, merchant, "refused", true),
                count(session, merchant, "withdrawn", true)));
    }

    /** @param isLast only what was said last */
    private static long count(Session session, String merchant, String state, boolean isLast) throws SQLException {
        String newer = isLast
                ? " and not exists (select 1 from consent n where n.conversation_id = k.conversation_id and n.id > k.id and n.state <> 'asked')"
                : "";
        return session.first(
                        "select count(distinct k.conversation_id) from consent k join conversation c on c.id = k.conversation_id"
                                + " where c.merchant = ? and k.state = ?" + newer,
                        row -> row.getLong(1),
                        merchant,
                        state)
                .orElse(0L);
    }
}
