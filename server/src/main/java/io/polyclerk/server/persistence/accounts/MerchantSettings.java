package io.polyclerk.server.persistence.accounts;

import io.polyclerk.server.persistence.Database;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What merchants have chosen: one JSON document for each merchant and name. Thread-safe. */
public final class MerchantSettings {

    private final Database database;

    public MerchantSettings(Database database) {
        this.database = database;
    }

    /** @param version grows with every change */
    public record Stored(String content, long version) {}

    public Optional<Stored> find(String merchant, String name) {
        return database.read(session -> session.first(
                "select content, version from merchant_setting where merchant = ? and name = ?",
                row -> new Stored(row.getString("content"), row.getLong("version")),
                merchant,
                name));
    }

    /**
     * Replaces a document.
     *
     * @param seen version that the change was made on; null when it does not matter
     * @return whether it was stored; nothing is when somebody was faster
     */
    public boolean put(String merchant, String name, String content, @Nullable Long seen, Instant at) {
        return database.write(session -> {
            int changed = session.update("""
                    update merchant_setting set content = ?, version = version + 1, changed_at = ?
                    where merchant = ? and name = ? and (cast(? as bigint) is null or version = ?)""", content, at, merchant, name, seen, seen);
            if (changed == 1) {
                return true;
            }
            return session.update("""
                    insert into merchant_setting (merchant, name, content, version, changed_at) values (?, ?, ?, 1, ?)
                    on conflict do nothing""", merchant, name, content, at) == 1;
        });
    }
}
