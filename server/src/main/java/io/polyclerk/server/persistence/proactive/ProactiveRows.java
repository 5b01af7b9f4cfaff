package io.polyclerk.server.persistence.proactive;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.Occurrence;
import io.polyclerk.core.proactive.ProactiveStore.Look;
import io.polyclerk.core.proactive.ProactiveStore.Planned;
import io.polyclerk.core.proactive.Why;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.notices.EventOutlet;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of what is said first, for use inside a unit of work. */
public final class ProactiveRows {

    static final String APART = "\u001f";
    static final String COLUMNS = "id, merchant, store, order_id, order_number, occasion, subject, meant_at, why";

    private static final int LONGEST_SUBJECT = 128;

    private ProactiveRows() {}

    /** Notes that a followed order is to be looked at; nothing is noted of others. */
    public static void note(Session session, String store, String order, Instant at) throws SQLException {
        session.update("""
                insert into order_look (store, order_id, noted_at, due_at)
                select cast(? as varchar), cast(? as varchar), cast(? as timestamp with time zone), cast(? as timestamp with time zone)
                where exists (select 1 from followed_order f where f.store = ? and f.order_id = ?)""", store, order, at, at, store, order);
    }

    static Look look(ResultSet row) throws SQLException {
        return new Look(
                row.getLong("id"),
                row.getString("merchant"),
                new ConnectionId(row.getString("store")),
                row.getString("order_id"),
                row.getString("order_number"),
                Session.requiredInstant(row, "followed_at"),
                Set.of(row.getString("seen").split(APART, -1)),
                Session.requiredInstant(row, "noted_at"));
    }

    static Planned planned(ResultSet row) throws SQLException {
        String why = row.getString("why");
        return new Planned(
                row.getString("id"),
                row.getString("merchant"),
                new ConnectionId(row.getString("store")),
                row.getString("order_id"),
                row.getString("order_number"),
                Occasion.ofWireName(row.getString("occasion")).orElseThrow(),
                row.getString("subject"),
                Session.requiredInstant(row, "meant_at"),
                why == null ? null : Why.valueOf(why.toUpperCase(Locale.ROOT)));
    }

    static void plan(Session session, Look look, Occurrence one, Instant at) throws SQLException {
        session.update(
                """
                insert into proactive (id, merchant, store, order_id, order_number, occasion, subject, state, planned_at, meant_at, due_at)
                values (?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?, ?) on conflict do nothing""",
                UUID.randomUUID().toString().replace("-", ""),
                look.merchant(),
                look.store().value(),
                look.orderId(),
                look.number(),
                one.occasion().wireName(),
                Keys.text(one.subject(), LONGEST_SUBJECT),
                at,
                one.due(),
                one.due());
    }

    /** What was decided stays as a number, without the order and the shopper. */
    public static void forgetPerson(Session session, String conversation) throws SQLException {
        session.update("""
                update proactive set state = 'dropped', why = 'erased' where state = 'planned' and exists (
                  select 1 from followed_order f where f.conversation_id = ? and f.store = proactive.store
                    and f.order_id = proactive.order_id)""", conversation);
        session.update("""
                update proactive set order_id = 'erased:' || id, order_number = '', watch_ended = true
                where conversation_id = ? or (why = 'erased' and order_number <> '')""", conversation);
        session.update("delete from followed_order where conversation_id = ?", conversation);
        session.update("delete from consent where conversation_id = ?", conversation);
    }

    static Map<String, String> money(Money money) {
        return Map.of(
                "amount",
                money.amount().toPlainString(),
                "currency",
                money.currency().getCurrencyCode());
    }

    /** What happened to a decision, for numbers that can be computed again and for other systems. Names no order and nobody. */
    static void happened(
            Session session,
            Planned planned,
            @Nullable ConversationId conversation,
            String outcome,
            Map<String, String> more,
            Instant at)
            throws SQLException {
        Map<String, String> facts = new HashMap<>(more);
        facts.put("id", planned.id());
        facts.put("occasion", planned.occasion().wireName());
        facts.put("outcome", outcome);
        if (planned.occasion() == Occasion.PAYMENT_REMINDER) {
            facts.put("round", planned.subject());
        }
        session.update(
                "insert into event (at, merchant, conversation_id, kind, details) values (?, ?, ?, 'proactive', ?)",
                at,
                planned.merchant(),
                conversation == null ? null : conversation.value(),
                Json.write(facts));
        EventOutlet.tell(session, planned.merchant(), "proactive." + outcome, planned.id(), facts, at);
    }
}
