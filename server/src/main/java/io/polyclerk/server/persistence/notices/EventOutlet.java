package io.polyclerk.server.persistence.notices;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.secrets.SecretBox;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What other systems want to hear: CloudEvents 1.0 in the structured JSON mode, written down in the transaction in which they happen and
 * handed over afterwards, at least once. They hold ids and states, no words and no addresses of people. Thread-safe.
 */
public final class EventOutlet {

    private static final String TYPE = "io.polyclerk.";
    private static final TypeReference<List<String>> WORDS = new TypeReference<>() {};
    private static final JsonFormat FORMAT = new JsonFormat();

    private final Database database;
    private final SecretBox secrets;

    public EventOutlet(Database database, SecretBox secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /**
     * Somebody who wants to hear.
     *
     * @param merchant whose events; null for all
     * @param types beginnings of the types that are wanted, such as {@code io.polyclerk.ticket}; empty for all
     */
    public record Subscription(
            String id, @Nullable String merchant, URI address, List<String> types, Instant createdAt) {}

    /** How many events of a subscription wait, and why the last one could not be handed over. */
    public record Standing(int waiting, int given, @Nullable String reason) {}

    /** An event to hand over, with the secret that it is signed with. @param content the event as JSON */
    public record Outgoing(long id, String eventId, URI address, String secret, String content, int attempts) {
        /** The secret is never printed. */
        @Override
        public String toString() {
            return "Outgoing[" + eventId + "]";
        }
    }

    public void subscribe(Subscription subscription, String secret) {
        String sealed = secrets.seal(place(subscription.id()), secret);
        database.write(session -> session.update(
                "insert into event_subscription (id, merchant, address, secret, types, created_at) values (?, ?, ?, ?, ?, ?)",
                subscription.id(),
                subscription.merchant(),
                subscription.address().toString(),
                sealed,
                Json.write(subscription.types()),
                subscription.createdAt()));
    }

    /** @param merchant null for all */
    public List<Subscription> subscriptions(@Nullable String merchant) {
        String sql = "select * from event_subscription" + (merchant == null ? "" : " where merchant = ?")
                + " order by created_at";
        Object[] parameters = merchant == null ? new Object[0] : new Object[] {merchant};
        return database.read(session -> session.all(sql, EventOutlet::subscription, parameters));
    }

    /** @param merchant whose it must be; null for any @return whether there was one */
    public boolean unsubscribe(String id, @Nullable String merchant) {
        return database.write(session -> session.update(
                        "delete from event_subscription where id = ? and (cast(? as varchar) is null or merchant = ?)",
                        Keys.text(id, 36),
                        merchant,
                        merchant))
                == 1;
    }

    public Standing standing(String subscription) {
        return database.read(session -> new Standing(
                count(session, subscription, "WAITING"),
                count(session, subscription, "DEAD"),
                session.first(
                                "select reason from outgoing_event where subscription_id = ? and reason is not null order by id desc fetch first 1 rows only",
                                row -> row.getString(1),
                                subscription)
                        .orElse(null)));
    }

    private static int count(Session session, String subscription, String state) throws SQLException {
        return session.first(
                        "select count(*) from outgoing_event where subscription_id = ? and state = ?",
                        row -> row.getInt(1),
                        subscription,
                        state)
                .orElse(0);
    }

    /**
     * Writes down that something has happened, for everybody who wants to hear it; for use inside a unit of work.
     *
     * @param type without the leading {@code io.polyclerk.}
     * @param facts ids and states
     */
    public static void tell(
            Session session, String merchant, String type, String subject, Map<String, ?> facts, Instant at)
            throws SQLException {
        List<Subscription> wanted = session
                .all(
                        "select * from event_subscription where merchant is null or merchant = ?",
                        EventOutlet::subscription,
                        merchant)
                .stream()
                .filter(one -> one.types().isEmpty()
                        || one.types().stream().anyMatch(begin -> (TYPE + type).startsWith(begin)))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        String id = UUID.randomUUID().toString();
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("urn:polyclerk:merchant:" + merchant))
                .withType(TYPE + type)
                .withSubject(subject)
                .withTime(at.atOffset(ZoneOffset.UTC))
                .withData("application/json", Json.write(facts).getBytes(StandardCharsets.UTF_8))
                .build();
        String content = new String(FORMAT.serialize(event), StandardCharsets.UTF_8);
        for (Subscription one : wanted) {
            session.update("""
                    insert into outgoing_event (event_id, subscription_id, content, attempts, due_at, state)
                    values (?, ?, ?, 0, ?, 'WAITING')""", id, one.id(), content, at);
        }
    }

    /** Events whose time has come, the oldest first; only one node at a time asks. */
    public List<Outgoing> due(Instant now, int limit) {
        return database.read(session -> session.all(
                "select o.id, o.event_id, o.content, o.attempts, s.id as subscription, s.address, s.secret from outgoing_event o"
                        + " join event_subscription s on s.id = o.subscription_id where o.state = 'WAITING' and o.due_at <= ?"
                        + " order by o.id fetch first " + limit + " rows only",
                row -> new Outgoing(
                        row.getLong("id"),
                        row.getString("event_id"),
                        URI.create(row.getString("address")),
                        secrets.open(place(row.getString("subscription")), row.getString("secret")),
                        row.getString("content"),
                        row.getInt("attempts")),
                now));
    }

    /** It has arrived. */
    public void done(Outgoing event) {
        database.write(session -> session.update("delete from outgoing_event where id = ?", event.id()));
    }

    /** It has not arrived. @param again when it is tried again; empty when it is given up */
    public void failed(Outgoing event, String reason, Optional<Instant> again) {
        database.write(session -> again.isPresent()
                ? session.update(
                        "update outgoing_event set attempts = attempts + 1, reason = ?, due_at = ? where id = ?",
                        Keys.text(reason, 300),
                        again.get(),
                        event.id())
                : session.update(
                        "update outgoing_event set attempts = attempts + 1, reason = ?, state = 'DEAD' where id = ?",
                        Keys.text(reason, 300),
                        event.id()));
    }

    private static String place(String subscription) {
        return "event-subscription/" + subscription;
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("id"),
                row.getString("merchant"),
                URI.create(row.getString("address")),
                Json.read(row.getString("types"), WORDS),
                Session.requiredInstant(row, "created_at"));
    }
}
