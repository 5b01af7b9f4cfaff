package io.polyclerk.server.persistence.metrics;

import io.polyclerk.core.ladder.Spending;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Keeps what merchants spend on models within the cap of a day, on any number of nodes: one conditional update decides. Whatever is set aside or
 * given back is also an event, so that what a period cost can be computed again; the events of a day add up to what the cap counts. Thread-safe.
 */
public final class SqlSpending implements Spending {

    /** Kind of the events. */
    public static final String EVENT = "spending";

    private final Database database;
    private final long capOfDay;
    private final SpentOn on;

    /** @param capOfDay in millionths of the cap's currency, for all that the merchant spends @param on what is spent through this one */
    public SqlSpending(Database database, long capOfDay, SpentOn on) {
        this.database = database;
        this.capOfDay = capOfDay;
        this.on = on;
    }

    @Override
    public boolean reserve(String merchant, long most, Instant now) {
        return database.write(session -> {
            session.update(
                    "insert into model_spending (merchant, spent_on, spent) values (?, ?, 0) on conflict do nothing",
                    merchant,
                    day(now));
            return add(session, merchant, most, now, capOfDay);
        });
    }

    @Override
    public void settle(String merchant, long reserved, long spent, Instant now) {
        database.write(session -> add(session, merchant, spent - reserved, now, Long.MAX_VALUE / 2));
    }

    private boolean add(Session session, String merchant, long amount, Instant now, long cap) throws SQLException {
        boolean isWithin = session.update(
                        "update model_spending set spent = spent + ? where merchant = ? and spent_on = ? and spent + ? <= ?",
                        amount,
                        merchant,
                        day(now),
                        amount,
                        cap)
                == 1;
        if (isWithin && amount != 0) {
            session.update(
                    "insert into event (at, merchant, conversation_id, kind, details) values (?, ?, null, ?, ?)",
                    now,
                    merchant,
                    EVENT,
                    Json.write(Map.of("on", on.wireName(), "spent", amount)));
        }
        return isWithin;
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** What a merchant has spent on a day, in millionths of the cap's currency. */
    public long spentOn(String merchant, LocalDate day) {
        return database.read(session -> session.first(
                        "select spent from model_spending where merchant = ? and spent_on = ?",
                        row -> row.getLong(1),
                        merchant,
                        day))
                .orElse(0L);
    }
}
