package io.polyclerk.server.persistence.archive;

import io.polyclerk.server.install.PrivacyStore;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.PrivacyRequest;
import io.polyclerk.spi.message.ConnectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps demands about personal data; whom they are about is sealed. */
public final class SqlPrivacyStore implements PrivacyStore {

    private final Database database;
    private final SecretBox secretBox;

    public SqlPrivacyStore(Database database, SecretBox secretBox) {
        this.database = database;
        this.secretBox = secretBox;
    }

    @Override
    public String keep(String installation, PrivacyRequest request, Instant now, Instant due) {
        String id = UUID.randomUUID().toString();
        String subject = secretBox.seal(new ConnectionId(id), "subject", Json.write(request));
        return database.write(session -> {
            session.update(
                    """
                    insert into privacy_request (id, installation_id, request_key, kind, subject, status, received_at, due_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                    id,
                    installation,
                    Keys.of(request.id()),
                    request.kind().name(),
                    subject,
                    Status.WAITING.name(),
                    now,
                    due);
            return session.first(
                            "select id from privacy_request where installation_id = ? and request_key = ?",
                            row -> row.getString(1),
                            installation,
                            Keys.of(request.id()))
                    .orElseThrow();
        });
    }

    @Override
    public List<Demand> waiting(int limit) {
        return database.read(session -> session.all(
                "select * from privacy_request where status = ? order by received_at fetch first " + limit
                        + " rows only",
                this::demand,
                Status.WAITING.name()));
    }

    @Override
    public List<Demand> all(@Nullable String installation, int limit) {
        String newest = " order by received_at desc fetch first " + limit + " rows only";
        return database.read(session -> installation == null
                ? session.all("select * from privacy_request" + newest, this::demand)
                : session.all(
                        "select * from privacy_request where installation_id = ?" + newest,
                        this::demand,
                        installation));
    }

    @Override
    public Optional<Demand> find(String id) {
        return database.read(session -> session.first("select * from privacy_request where id = ?", this::demand, id));
    }

    @Override
    public void done(String id, String outcome, @Nullable String result, Instant now) {
        String sealed = result == null ? null : secretBox.seal(new ConnectionId(id), "result", result);
        database.write(session -> session.update("""
                update privacy_request set status = ?, outcome = ?, result = ?, subject = null, done_at = ? where id = ?""", Status.DONE.name(), outcome, sealed, now, id));
    }

    @Override
    public Optional<String> result(String id) {
        return database.read(session -> session.first(
                        "select result from privacy_request where id = ? and result is not null",
                        row -> row.getString(1),
                        id))
                .map(closed -> secretBox.open(new ConnectionId(id), "result", closed));
    }

    private Demand demand(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String subject = row.getString("subject");
        return new Demand(
                id,
                row.getString("installation_id"),
                PrivacyRequest.Kind.valueOf(row.getString("kind")),
                subject == null
                        ? null
                        : Json.read(secretBox.open(new ConnectionId(id), "subject", subject), PrivacyRequest.class),
                Status.valueOf(row.getString("status")),
                row.getString("outcome"),
                Session.requiredInstant(row, "received_at"),
                Session.requiredInstant(row, "due_at"),
                Session.instant(row, "done_at"));
    }
}
