package io.polyclerk.server.persistence.knowledge;

import io.polyclerk.ai.graph.Pack;
import io.polyclerk.ai.graph.PackLibrary;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Keeps the knowledge packs of merchants in the database, so that every node has them. Thread-safe. */
public final class SqlPacks implements PackLibrary {

    /** Packs that a merchant may have. */
    public static final int MOST = 10;

    private static final int LONGEST_TITLE = 300;

    private final Database database;

    /** A pack without its text. */
    public record Entry(String id, String merchant, String title, int concepts, int statements, Instant addedAt) {}

    public SqlPacks(Database database) {
        this.database = database;
    }

    /** Empty when the merchant has as many as it may. */
    public Optional<Entry> add(String merchant, Pack pack, String turtle, Instant now) {
        Entry entry = new Entry(
                UUID.randomUUID().toString(),
                merchant,
                Keys.text(pack.title(), LONGEST_TITLE),
                pack.concepts(),
                pack.statements(),
                now);
        boolean added = database.write(session -> {
            long had = session.first(
                            "select count(*) from knowledge_pack where merchant = ?", row -> row.getLong(1), merchant)
                    .orElse(0L);
            if (had >= MOST) {
                return false;
            }
            session.update(
                    "insert into knowledge_pack (id, merchant, title, concepts, statements, turtle, added_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    entry.id(),
                    merchant,
                    entry.title(),
                    entry.concepts(),
                    entry.statements(),
                    turtle,
                    now);
            return true;
        });
        return added ? Optional.of(entry) : Optional.empty();
    }

    /** Newest first. */
    public List<Entry> all(String merchant) {
        return database.read(session -> session.all(
                "select id, merchant, title, concepts, statements, added_at from knowledge_pack where merchant = ?"
                        + " order by added_at desc, id",
                SqlPacks::entry,
                merchant));
    }

    /** @return whether there was one */
    public boolean delete(String merchant, String id) {
        return database.write(session ->
                session.update("delete from knowledge_pack where merchant = ? and id = ?", merchant, id) > 0);
    }

    @Override
    public Map<String, String> versions(String merchant) {
        Map<String, String> versions = new TreeMap<>();
        // A pack is never changed: it is taken away and another is added.
        all(merchant).forEach(entry -> versions.put(entry.id(), entry.id()));
        return versions;
    }

    @Override
    public Optional<String> turtle(String merchant, String id) {
        return database.read(session -> session.first(
                "select turtle from knowledge_pack where merchant = ? and id = ?",
                row -> row.getString(1),
                merchant,
                id));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getString("merchant"),
                row.getString("title"),
                row.getInt("concepts"),
                row.getInt("statements"),
                Session.requiredInstant(row, "added_at"));
    }
}
