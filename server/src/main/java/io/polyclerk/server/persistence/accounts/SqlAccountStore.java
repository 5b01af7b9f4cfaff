package io.polyclerk.server.persistence.accounts;

import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.AccountStore;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps accounts; passwords and sessions as hashes. */
public final class SqlAccountStore implements AccountStore {

    private static final int LONGEST_NAME = 128;

    private final Database database;

    public SqlAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Account account, String passwordHash) {
        return database.write(session -> {
            // Units of work run one after the other, so nobody comes between the question and the answer.
            if (session.first("select id from account where login = ?", row -> row.getString(1), account.login())
                    .isPresent()) {
                return false;
            }
            session.update(
                    "insert into account (id, login, name, role, merchant, password, locked, created_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    account.id(),
                    account.login(),
                    Keys.text(account.name(), LONGEST_NAME),
                    account.role().name(),
                    account.merchant(),
                    passwordHash,
                    account.locked(),
                    account.createdAt());
            return true;
        });
    }

    @Override
    public Optional<Account> find(String id) {
        return database.read(
                session -> session.first("select * from account where id = ?", SqlAccountStore::account, id));
    }

    @Override
    public Optional<WithHash> findByLogin(String login) {
        return database.read(session -> session.first(
                "select * from account where login = ?",
                row -> new WithHash(account(row), row.getString("password")),
                login));
    }

    @Override
    public List<Account> all() {
        return database.read(
                session -> session.all("select * from account order by created_at, id", SqlAccountStore::account));
    }

    @Override
    public boolean change(Account account) {
        return database.write(session -> session.update(
                        "update account set name = ?, role = ?, merchant = ?, locked = ? where id = ?",
                        Keys.text(account.name(), LONGEST_NAME),
                        account.role().name(),
                        account.merchant(),
                        account.locked(),
                        account.id()))
                == 1;
    }

    @Override
    public boolean changePassword(String id, String passwordHash) {
        return database.write(
                        session -> session.update("update account set password = ? where id = ?", passwordHash, id))
                == 1;
    }

    @Override
    public boolean delete(String id) {
        return database.write(session -> session.update("delete from account where id = ?", id)) == 1;
    }

    @Override
    public void addSession(String hash, String account, @Nullable String provider, Instant at) {
        database.write(session -> session.update(
                "insert into account_session (hash, account_id, provider, created_at, used_at) values (?, ?, ?, ?, ?)",
                hash,
                account,
                provider,
                at,
                at));
    }

    @Override
    public Optional<Open> findSession(String hash) {
        return database.read(session -> session.first("""
                select a.*, s.created_at as since, s.used_at, s.provider from account_session s join account a on a.id = s.account_id
                where s.hash = ? and not a.locked""", SqlAccountStore::open, hash));
    }

    @Override
    public List<Open> sessions(Instant usedAfter) {
        return database.read(session -> session.all("""
                select a.*, s.created_at as since, s.used_at, s.provider from account_session s join account a on a.id = s.account_id
                where s.used_at > ? and not a.locked order by s.used_at desc, s.hash""", SqlAccountStore::open, usedAfter));
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                account(row),
                Session.requiredInstant(row, "since"),
                Session.requiredInstant(row, "used_at"),
                row.getString("provider"));
    }

    @Override
    public void touchSession(String hash, Instant at) {
        database.write(session -> session.update("update account_session set used_at = ? where hash = ?", at, hash));
    }

    @Override
    public void endSession(String hash) {
        database.write(session -> session.update("delete from account_session where hash = ?", hash));
    }

    @Override
    public void endSessions(String account, String except) {
        database.write(session ->
                session.update("delete from account_session where account_id = ? and hash <> ?", account, except));
    }

    @Override
    public void forgetSessions(Instant before) {
        database.write(session -> session.update("delete from account_session where used_at < ?", before));
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("id"),
                row.getString("login"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("merchant"),
                row.getBoolean("locked"),
                Session.requiredInstant(row, "created_at"));
    }
}
