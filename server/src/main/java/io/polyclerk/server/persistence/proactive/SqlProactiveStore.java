package io.polyclerk.server.persistence.proactive;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.OutboxStore.SavedTemplate;
import io.polyclerk.core.proactive.Message;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.Occurrence;
import io.polyclerk.core.proactive.ProactiveStore;
import io.polyclerk.core.proactive.Why;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what is to be said first, what was decided and what is said, each decision in one transaction. */
public final class SqlProactiveStore implements ProactiveStore {

    private static final String WAITED_TOO_LONG = "its platform did not take it in time";

    private final Database database;
    private final ProactiveAudience audience;

    public SqlProactiveStore(Database database) {
        this.database = database;
        this.audience = new ProactiveAudience(database);
    }

    @Override
    public List<Look> looks(Instant now, int most) {
        String follower =
                " from followed_order f join conversation c on c.id = f.conversation_id where f.store = l.store"
                        + " and f.order_id = l.order_id and " + SqlConsentStore.DECIDED + " = 'given'";
        boolean any = database.read(session -> session.first(
                        "select id from order_look where due_at <= ? fetch first 1 row only",
                        row -> row.getLong(1),
                        now))
                .isPresent();
        if (!any) {
            return List.of();
        }
        database.write(session -> session.update(
                "delete from order_look l where l.due_at <= ? and not exists (select 1" + follower + ")", now));
        List<Look> found = database.read(session -> session.all(
                "select l.id, c.merchant, l.store, l.order_id, f.order_number, f.followed_at, f.seen, l.noted_at from order_look l"
                        + " join followed_order f on f.store = l.store and f.order_id = l.order_id"
                        + " join conversation c on c.id = f.conversation_id where l.due_at <= ? and "
                        + SqlConsentStore.DECIDED
                        + " = 'given' order by l.id, f.followed_at desc fetch first " + most + " rows only",
                ProactiveRows::look,
                now));
        // An order that several chats follow is looked at for the one that asked last.
        Map<Long, Look> first = new LinkedHashMap<>();
        found.forEach(look -> first.putIfAbsent(look.id(), look));
        return List.copyOf(first.values());
    }

    @Override
    public List<Look> followed(String merchant, int most) {
        return database.read(session -> session.all(
                "select 0 as id, c.merchant, f.store, f.order_id, f.order_number, f.followed_at, f.seen, f.followed_at as noted_at"
                        + " from followed_order f join conversation c on c.id = f.conversation_id where c.merchant = ? and "
                        + SqlConsentStore.DECIDED + " = 'given' order by f.followed_at desc fetch first " + most
                        + " rows only",
                ProactiveRows::look,
                merchant));
    }

    @Override
    public void lookLater(Look look, Instant at) {
        database.write(session -> session.update("update order_look set due_at = ? where id = ?", at, look.id()));
    }

    @Override
    public void looked(Look look, List<Occurrence> occurrences, Instant at) {
        database.write(session -> {
            for (Occurrence one : occurrences) {
                ProactiveRows.plan(session, look, one, at);
            }
            return session.update("delete from order_look where id = ?", look.id());
        });
    }

    @Override
    public List<Planned> due(Instant now, int most) {
        return database.read(session -> session.all(
                "select " + ProactiveRows.COLUMNS
                        + " from proactive where state = 'planned' and due_at <= ? order by due_at, id"
                        + " fetch first " + most + " rows only",
                ProactiveRows::planned,
                now));
    }

    @Override
    public Optional<Audience> audience(Planned planned, Instant now) {
        return audience.of(planned, now);
    }

    @Override
    public void postpone(Planned planned, Instant until, Why why) {
        database.write(session -> session.update(
                "update proactive set due_at = ?, why = ? where id = ? and state = 'planned'",
                until,
                why.wireName(),
                planned.id()));
    }

    @Override
    public void drop(Planned planned, Why why, @Nullable Audience heard, Instant at) {
        database.write(session -> dropped(
                session,
                planned,
                why,
                heard == null ? null : heard.conversation().id(),
                at));
    }

    private static boolean dropped(
            Session session, Planned planned, Why why, @Nullable ConversationId conversation, Instant at)
            throws SQLException {
        int changed = session.update(
                "update proactive set state = 'dropped', why = ?, decided_at = ?, conversation_id = ? where id = ? and state = 'planned'",
                why.wireName(),
                at,
                conversation == null ? null : conversation.value(),
                planned.id());
        if (changed == 1) {
            ProactiveRows.happened(session, planned, conversation, "dropped", Map.of("why", why.wireName()), at);
        }
        return changed == 1;
    }

    @Override
    public void spare(Planned planned, Audience spared, Order order, Instant at, Duration watch) {
        database.write(session -> decided(session, planned, spared, order, "spared", null, at, watch));
    }

    private static boolean decided(
            Session session,
            Planned planned,
            Audience heard,
            Order order,
            String state,
            @Nullable SavedTemplate template,
            Instant at,
            Duration watch)
            throws SQLException {
        boolean isWatched = planned.occasion() == Occasion.PAYMENT_REMINDER
                && planned.subject().equals("1");
        Money total = order.total();
        int changed = session.update(
                """
                update proactive set state = ?, why = null, conversation_id = ?, decided_at = ?, by_template = ?, amount = ?,
                  currency = ?, watch_until = ? where id = ? and state = 'planned'""",
                state,
                heard.conversation().id().value(),
                at,
                template != null,
                total.amount().toPlainString(),
                total.currency().getCurrencyCode(),
                isWatched ? at.plus(watch) : null,
                planned.id());
        if (changed == 1) {
            Map<String, String> facts = new LinkedHashMap<>(ProactiveRows.money(total));
            facts.put("byTemplate", Boolean.toString(template != null));
            if (isWatched) {
                facts.put("watchUntil", at.plus(watch).toString());
            }
            ProactiveRows.happened(session, planned, heard.conversation().id(), state, facts, at);
        }
        return changed == 1;
    }

    @Override
    public boolean tell(Planned planned, Audience heard, Order order, Message message, Instant at, Duration watch) {
        return database.write(session -> {
            ConversationId id = heard.conversation().id();
            boolean asItWas = session.first(
                            "select version, holder from conversation where id = ? for update",
                            row -> row.getLong(1) == heard.conversation().version()
                                    && row.getString(2).equals(Holder.BOT.name()),
                            id.value())
                    .orElse(false);
            if (!asItWas) {
                return false;
            }
            // Read after the row is locked: whoever says stop at this moment comes before or after, never between.
            if (!SqlConsentStore.of(session, id)
                    .given()
                    .contains(planned.occasion().purpose())) {
                dropped(session, planned, Why.NO_CONSENT, id, at);
                return false;
            }
            if (!decided(session, planned, heard, order, "told", message.template(), at, watch)) {
                return false;
            }
            say(session, planned, heard, message, at);
            return true;
        });
    }

    private static void say(Session session, Planned planned, Audience heard, Message message, Instant at)
            throws SQLException {
        session.update(
                "update conversation set memory = ?, version = version + 1, updated_at = ?, node = ? where id = ?",
                Json.write(heard.conversation().memory().offering(message.offered())),
                at,
                session.node(),
                heard.conversation().id().value());
        SavedTemplate template = message.template();
        int left = message.contents().size();
        for (Content content : message.contents()) {
            left--;
            session.update(
                    """
                    insert into message (conversation_id, connection_id, author, contents, at, pending, state, idempotency_key, template,
                      unasked) values (?, ?, ?, ?, ?, ?, ?, ?, ?, true)""",
                    heard.conversation().id().value(),
                    heard.conversation().key().connection().value(),
                    Author.BOT.stored(),
                    StoredContents.write(List.of(content)),
                    at,
                    ToDo.SENDING,
                    DeliveryState.READY.name(),
                    left == 0 ? planned.id() : UUID.randomUUID().toString().replace("-", ""),
                    template == null ? null : Json.write(template));
        }
    }

    @Override
    public List<Planned> takeBack(Instant before, Instant now) {
        List<Planned> late = database.read(session -> session.all(
                "select " + ProactiveRows.COLUMNS
                        + " from proactive p where p.state = 'told' and exists (select 1 from message m"
                        + " where m.idempotency_key = p.id and m.pending = ? and m.state = ? and m.attempts = 0 and m.at < ?)",
                ProactiveRows::planned,
                ToDo.SENDING,
                DeliveryState.READY.name(),
                before));
        return late.stream()
                .filter(planned -> database.write(session -> takenBack(session, planned, now)))
                .toList();
    }

    private static boolean takenBack(Session session, Planned planned, Instant now) throws SQLException {
        // Its key becomes another's: what is said later under it is another message.
        int withdrawn = session.update(
                """
                update message set state = ?, pending = ?, reason = ?, idempotency_key = ?
                where idempotency_key = ? and pending = ? and state = ? and attempts = 0""",
                DeliveryState.WITHDRAWN.name(),
                ToDo.NOTHING,
                WAITED_TOO_LONG,
                UUID.randomUUID().toString().replace("-", ""),
                planned.id(),
                ToDo.SENDING,
                DeliveryState.READY.name());
        if (withdrawn == 1) {
            session.update(
                    "update proactive set state = 'planned', due_at = ?, watch_until = null where id = ? and state = 'told'",
                    now,
                    planned.id());
            ProactiveRows.happened(session, planned, null, "taken_back", Map.of(), now);
        }
        return withdrawn == 1;
    }

    @Override
    public void paid(ConnectionId store, String orderId, Money total, Instant at) {
        database.write(session -> {
            List<Planned> watched = session.all(
                    "select " + ProactiveRows.COLUMNS
                            + " from proactive where store = ? and order_id = ? and watch_until >= ?"
                            + " and not watch_ended and paid_at is null",
                    ProactiveRows::planned,
                    store.value(),
                    orderId,
                    at);
            for (Planned planned : watched) {
                session.update(
                        "update proactive set paid_at = ?, paid_amount = ? where id = ?",
                        at,
                        total.amount().toPlainString(),
                        planned.id());
                ProactiveRows.happened(session, planned, null, "paid", ProactiveRows.money(total), at);
            }
            return true;
        });
    }

    @Override
    public List<Planned> watchesEnding(Instant now, int most) {
        return database.read(session -> session.all(
                "select " + ProactiveRows.COLUMNS
                        + " from proactive where not watch_ended and watch_until <= ? order by watch_until"
                        + " fetch first " + most + " rows only",
                ProactiveRows::planned,
                now));
    }

    @Override
    public void endWatch(Planned planned) {
        database.write(session -> session.update("update proactive set watch_ended = true where id = ?", planned.id()));
    }

    @Override
    public boolean isDecided(Planned planned) {
        return database.read(session -> session.first(
                        "select id from proactive where store = ? and order_id = ? and occasion = ? and subject = ? and state <> 'planned'",
                        row -> row.getString(1),
                        planned.store().value(),
                        planned.orderId(),
                        planned.occasion().wireName(),
                        planned.subject()))
                .isPresent();
    }

    @Override
    public int forget(Instant before) {
        return database.write(session -> session.update("delete from followed_order where followed_at < ?", before));
    }
}
