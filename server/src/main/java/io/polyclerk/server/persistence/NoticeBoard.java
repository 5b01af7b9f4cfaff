package io.polyclerk.server.persistence;

import io.polyclerk.core.conversation.Holder;
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
