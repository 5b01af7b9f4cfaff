package io.polyclerk.server.persistence.accounts;

import io.polyclerk.server.access.IdentityStore;
import io.polyclerk.server.persistence.Database;
import java.time.Instant;
import java.util.Optional;

/** Keeps whose accounts the people of a provider have. */
public final class SqlIdentityStore implements IdentityStore {

    private final Database database;

    public SqlIdentityStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Linked> find(String provider, String subject) {
        return database.read(session -> session.first(
                """
                select a.*, i.by_rule from account_identity i join account a on a.id = i.account_id
                where i.provider = ? and i.subject = ?""", row -> new Linked(SqlAccountStore.account(row), row.getBoolean("by_rule")), provider, subject));
    }

    @Override
    public boolean link(String provider, String subject, String account, boolean byRule, Instant at) {
        return database.write(session -> session.update("""
                        insert into account_identity (provider, subject, account_id, by_rule, linked_at) values (?, ?, ?, ?, ?)
                        on conflict do nothing""", provider, subject, account, byRule, at)) == 1;
    }
}
