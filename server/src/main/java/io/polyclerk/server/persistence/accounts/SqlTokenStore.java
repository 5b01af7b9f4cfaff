package io.polyclerk.server.persistence.accounts;

import io.polyclerk.server.access.ApiToken;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.access.TokenStore;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Keeps tokens as hashes. */
public final class SqlTokenStore implements TokenStore {

    private final Database database;

    public SqlTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(ApiToken token, String hash) {
        database.write(session -> session.update(
                "insert into api_token (id, name, role, hash, created_at, merchant) values (?, ?, ?, ?, ?, ?)",
                token.id(),
                Keys.text(token.name(), 128),
                token.role().name(),
                hash,
                token.createdAt(),
                token.merchant()));
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return database.read(session -> session.first(
                "select id, name, role, created_at, merchant from api_token where hash = ?",
                SqlTokenStore::token,
                hash));
    }

    @Override
    public List<ApiToken> all() {
        return database.read(session -> session.all(
                "select id, name, role, created_at, merchant from api_token order by created_at",
                SqlTokenStore::token));
    }

    @Override
    public boolean delete(String id) {
        return database.write(session -> session.update("delete from api_token where id = ?", id)) == 1;
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Session.requiredInstant(row, "created_at"),
                row.getString("merchant"));
    }
}
