package io.polyclerk.server.persistence.notices;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what somebody should look at. Thread-safe. */
public final class NoticeBoard {

    private static final Duration RECENT = Duration.ofDays(7);

    private final Database database;

    public NoticeBoard(Database database) {
        this.database = database;
    }

    /** So many of a kind. @param since of the oldest of them */
    public record Heap(int count, Instant since) {}

    /** Shoppers who wait for a human. @param merchant null for all */
    public Optional<Heap> waiting(@Nullable String merchant) {
        return heap("""
                select count(*) as many, min(updated_at) as since from conversation
                where holder = ? and (cast(? as varchar) is null or merchant = ?)""", Holder.WAITING_FOR_AGENT.name(), merchant, merchant);
    }

    /** The conversation of the shopper who waits longest for a human. @param merchant null for all */
    public Optional<String> longestWaiting(@Nullable String merchant) {
        return database.read(session ->
                session.first("""
                select id from conversation where holder = ? and (cast(? as varchar) is null or merchant = ?)
                order by updated_at, id fetch first 1 row only""", row -> row.getString(1), Holder.WAITING_FOR_AGENT.name(), merchant, merchant));
    }

    /** Messages of the last seven days that no platform took. @param merchant null for all */
    public Optional<Heap> undelivered(@Nullable String merchant, Instant now) {
        return heap("""
                select count(*) as many, min(m.at) as since from message m join conversation c on c.id = m.conversation_id
                where m.state in ('DEAD', 'FAILED') and m.at >= ? and (cast(? as varchar) is null or c.merchant = ?)""", now.minus(RECENT), merchant, merchant);
    }

    /** Tickets that should have been done. @param merchant null for all */
    public Optional<Heap> overdue(@Nullable String merchant, Instant now) {
        return heap("""
                select count(*) as many, min(due_at) as since from ticket
                where state <> 'CLOSED' and due_at < ? and (cast(? as varchar) is null or merchant = ?)""", now, merchant, merchant);
    }

    /** Merchants that have spent so much on models in a day. @param millionths of the cap's currency */
    public List<String> spentAtLeast(@Nullable String merchant, LocalDate day, long millionths) {
        return database.read(session -> session.all("""
                select merchant from model_spending
                where spent_on = ? and spent >= ? and (cast(? as varchar) is null or merchant = ?) order by merchant""", row -> row.getString(1), day, millionths, merchant, merchant));
    }

    /** A share of the cap of a merchant's open bill that has been reached, in percent. */
    public record Reached(String merchant, int share, Instant at) {}

    /** The largest share of each open bill's cap that merchants were told of. @param merchant null for all */
    public List<Reached> capsReached(@Nullable String merchant, Instant now) {
        return database.read(session -> session.all(
                """
                select a.merchant, max(a.share) as share, max(a.at) as at from billing_alert a
                join billing_account b on b.merchant = a.merchant and b.period_from = a.period_from and b.period_to > ?
                where cast(? as varchar) is null or a.merchant = ? group by a.merchant order by a.merchant""",
                row -> new Reached(row.getString("merchant"), row.getInt("share"), Session.requiredInstant(row, "at")),
                now,
                merchant,
                merchant));
    }

    /** Events that were given up after two days of tries. @param merchant null for all */
    public Optional<Heap> deadEvents(@Nullable String merchant) {
        return heap("""
                select count(*) as many, min(o.due_at) as since from outgoing_event o join event_subscription s on s.id = o.subscription_id
                where o.state = 'DEAD' and (cast(? as varchar) is null or s.merchant = ?)""", merchant, merchant);
    }

    /** E-mails of the last seven days that no mail server took. */
    public Optional<Heap> deadMails(Instant now) {
        return heap(
                "select count(*) as many, min(created_at) as since from outgoing_mail where state = 'DEAD' and ended_at >= ?",
                now.minus(RECENT));
    }

    private Optional<Heap> heap(String sql, @Nullable Object... parameters) {
        return database.read(session -> session.first(
                        sql,
                        row -> {
                            Instant since = Session.instant(row, "since");
                            return since == null
                                    ? Optional.<Heap>empty()
                                    : Optional.of(new Heap(row.getInt("many"), since));
                        },
                        parameters)
                .flatMap(found -> found));
    }
}
