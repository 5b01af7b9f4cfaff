package io.polyclerk.server.persistence.notices;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.secrets.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Browsers that are told what somebody should look at, and what they are still to be told. What is kept of them is sealed. Thread-safe. */
public final class PushOutlet {

    private static final TypeReference<Map<String, Integer>> TOLD = new TypeReference<>() {};

    private final Database database;
    private final SecretBox secrets;

    public PushOutlet(Database database, SecretBox secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /**
     * Where a browser is reached, as it says itself.
     *
     * @param endpoint address at its push service; whoever knows it can send something there
     * @param p256dh its public key, in base64url
     * @param auth what it shares with us, in base64url
     */
    public record Browser(String endpoint, String p256dh, String auth) {
        /** Nothing of it is printed. */
        @Override
        public String toString() {
            return "Browser";
        }
    }

    /**
     * A browser that is told something.
     *
     * @param owner id of an account or a token
     * @param language BCP 47 tag
     * @param kinds wire names of notices
     * @param told kinds and subjects of what was told and is still so, with how many it were
     */
    public record Subscription(
            String id,
            String owner,
            Browser browser,
            String language,
            List<String> kinds,
            Map<String, Integer> told,
            Instant createdAt) {
        public Subscription {
            kinds = List.copyOf(kinds);
            told = Map.copyOf(told);
        }
    }

    /** Words for a browser. @param topic browsers and their services keep the last of one topic only @param until after that it is too late */
    public record Words(String topic, String content, Instant until) {}

    /** Something that is to be sent. @param attempts tries so far */
    public record Outgoing(long id, String subscription, Browser browser, Words words, int attempts) {}

    public List<Subscription> all() {
        return database.read(
                session -> session.all("select * from push_subscription order by owner, id", this::subscription));
    }

    public List<Subscription> of(String owner) {
        return database.read(session -> session.all(
                "select * from push_subscription where owner = ? order by created_at desc, id",
                this::subscription,
                owner));
    }

    /** Keeps a browser. Whoever was told things there before no longer is. @param most browsers of one owner; the oldest give way */
    public void put(Subscription wanted, int most) {
        String endpoint = secrets.fingerprint("push " + wanted.browser().endpoint());
        database.write(session -> {
            session.update("delete from push_subscription where endpoint = ?", endpoint);
            session.update(
                    """
                    insert into push_subscription (id, owner, endpoint, content, language, kinds, told, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)""",
                    wanted.id(),
                    wanted.owner(),
                    endpoint,
                    secrets.seal(place(wanted.id()), Json.write(wanted.browser())),
                    wanted.language(),
                    String.join(" ", wanted.kinds()),
                    Json.write(wanted.told()),
                    wanted.createdAt());
            return session.update("""
                    delete from push_subscription where owner = ? and id not in
                    (select id from push_subscription where owner = ? order by created_at desc, id fetch first %d rows only)""".formatted(most), wanted.owner(), wanted.owner());
        });
    }

    /** @return whether it was theirs */
    public boolean remove(String owner, String id) {
        return database.write(session ->
                        session.update("delete from push_subscription where owner = ? and id = ?", owner, id))
                == 1;
    }

    /** A browser that is there no more, or whose owner is. */
    public void forget(String id) {
        database.write(session -> session.update("delete from push_subscription where id = ?", id));
    }

    /** Remembers what is still so of what was told, and has what is new sent in the same transaction. */
    public void tell(String id, Map<String, Integer> told, List<Words> words, Instant at) {
        database.write(session -> {
            int there = session.update("update push_subscription set told = ? where id = ?", Json.write(told), id);
            for (Words one : there == 1 ? words : List.<Words>of()) {
                put(session, id, one, at);
            }
            return there;
        });
    }

    private void put(Session session, String id, Words words, Instant at) throws SQLException {
        session.update("delete from outgoing_push where subscription_id = ? and topic = ?", id, words.topic());
        session.update(
                "insert into outgoing_push (subscription_id, topic, content, due_at, until_at) values (?, ?, ?, ?, ?)",
                id,
                words.topic(),
                secrets.seal(place(id), words.content()),
                at,
                words.until());
    }

    /** What is to be sent now; what has come too late is dropped. */
    public List<Outgoing> due(Instant now, int most) {
        database.write(session -> session.update("delete from outgoing_push where until_at <= ?", now));
        return database.read(session -> session.all("""
                select o.id as push, o.topic, o.content as words, o.attempts, o.until_at, s.* from outgoing_push o
                join push_subscription s on s.id = o.subscription_id
                where o.due_at <= ? order by o.id fetch first %d rows only""".formatted(most), this::outgoing, now));
    }

    /** Records a try before it begins. @param again when it is tried once more should nobody learn what became of it */
    public void attempt(long id, Instant again) {
        database.write(session ->
                session.update("update outgoing_push set attempts = attempts + 1, due_at = ? where id = ?", again, id));
    }

    public void retry(long id, Instant again) {
        database.write(session -> session.update("update outgoing_push set due_at = ? where id = ?", again, id));
    }

    /** It was taken, or is given up. */
    public void end(long id) {
        database.write(session -> session.update("delete from outgoing_push where id = ?", id));
    }

    private Subscription subscription(ResultSet row) throws SQLException {
        String kinds = row.getString("kinds");
        return new Subscription(
                row.getString("id"),
                row.getString("owner"),
                browser(row),
                row.getString("language"),
                kinds.isEmpty() ? List.of() : Arrays.asList(kinds.split(" ", -1)),
                Json.read(row.getString("told"), TOLD),
                Session.requiredInstant(row, "created_at"));
    }

    private Browser browser(ResultSet row) throws SQLException {
        return Json.read(secrets.open(place(row.getString("id")), row.getString("content")), Browser.class);
    }

    private Outgoing outgoing(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Outgoing(
                row.getLong("push"),
                id,
                browser(row),
                new Words(
                        row.getString("topic"),
                        secrets.open(place(id), row.getString("words")),
                        Session.requiredInstant(row, "until_at")),
                row.getInt("attempts"));
    }

    private static String place(String subscription) {
        return "push/" + subscription;
    }
}
