package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.ticket.Evidence;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.notices.EventOutlet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what turns leave for humans. A draft that continues is added to the ticket that it belongs to. */
public final class TicketRows {

    private static final int LONGEST_SUMMARY = 2000;
    private static final int LONGEST_NUMBER = 128;
    private static final int LONGEST_TRANSCRIPT = 4000;
    /** What is sent later than this is another matter. */
    private static final Duration ONE_MATTER = Duration.ofHours(24);

    private TicketRows() {}

    public static void store(Session session, Result result, TicketDraft draft) throws SQLException {
        Optional<Long> open = draft.details().continues() ? open(session, result, draft) : Optional.empty();
        long id;
        if (open.isPresent()) {
            id = open.get();
            add(session, result.conversation().merchant(), id, draft, result.at());
        } else {
            id = insert(session, result, draft);
        }
        for (Evidence evidence : draft.details().evidence()) {
            insert(session, id, evidence);
        }
        if (draft.promised()) {
            SqlPromises.make(session, id, result, draft);
        }
    }

    private static Optional<Long> open(Session session, Result result, TicketDraft draft) throws SQLException {
        return session.first(
                """
                select id from ticket where conversation_id = ? and kind = ? and state <> 'CLOSED' and created_at >= ?
                order by id desc fetch first 1 rows only""",
                row -> row.getLong(1),
                result.conversation().id().value(),
                draft.kind(),
                result.at().minus(ONE_MATTER));
    }

    private static long insert(Session session, Result result, TicketDraft draft) throws SQLException {
        TicketDraft.Case known = draft.details();
        session.update(
                """
                insert into ticket (conversation_id, merchant, kind, summary, order_number, language, urgent, state, created_at,
                proven, order_line, product, sku, fault, fault_confidence, wish, priority)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                result.conversation().id().value(),
                result.conversation().merchant(),
                draft.kind(),
                Keys.text(draft.summary(), LONGEST_SUMMARY),
                Keys.nullableText(draft.orderNumber(), LONGEST_NUMBER),
                draft.language(),
                draft.urgent(),
                "OPEN",
                result.at(),
                known.proven(),
                Keys.nullableText(known.orderLine(), LONGEST_NUMBER),
                Keys.nullableText(known.product(), LONGEST_SUMMARY),
                Keys.nullableText(known.sku(), LONGEST_NUMBER),
                wireName(known.fault()),
                known.confidence(),
                known.wish(),
                draft.urgent() ? 2 : 3);
        ContactTable.stale(session, result.conversation().id().value());
        long id = session.first(
                        "select max(id) from ticket where conversation_id = ?",
                        row -> row.getLong(1),
                        result.conversation().id().value())
                .orElseThrow();
        history(session, id, result.at(), "bot", List.of("created"));
        tell(session, "ticket.created", result.conversation().merchant(), id, draft.kind(), "open", result.at());
        return id;
    }

    /** What is new is added; what was known and is not said again stays. */
    private static void add(Session session, String merchant, long id, TicketDraft draft, Instant at)
            throws SQLException {
        TicketDraft.Case known = draft.details();
        String words = Keys.text(draft.summary(), LONGEST_SUMMARY);
        session.update(
                """
                update ticket set summary = case when ? = '' then summary when summary = '' then cast(? as varchar)
                  else substring(summary || chr(10) || ? from 1 for 2000) end,
                order_number = coalesce(?, order_number), urgent = urgent or ?, proven = proven or ?,
                order_line = coalesce(?, order_line), product = coalesce(?, product), sku = coalesce(?, sku),
                fault = coalesce(?, fault), fault_confidence = case when ? then ? else fault_confidence end,
                wish = coalesce(?, wish), priority = case when ? and priority > 2 then 2 else priority end,
                updated_at = ?, version = version + 1 where id = ?""",
                words,
                words,
                words,
                Keys.nullableText(draft.orderNumber(), LONGEST_NUMBER),
                draft.urgent(),
                known.proven(),
                Keys.nullableText(known.orderLine(), LONGEST_NUMBER),
                Keys.nullableText(known.product(), LONGEST_SUMMARY),
                Keys.nullableText(known.sku(), LONGEST_NUMBER),
                wireName(known.fault()),
                known.fault() != null,
                known.confidence(),
                known.wish(),
                draft.urgent(),
                at,
                id);
        history(session, id, at, "bot", changes(known));
        String state = session.first("select state from ticket where id = ?", row -> row.getString(1), id)
                .orElse("OPEN");
        tell(session, "ticket.changed", merchant, id, draft.kind(), state.toLowerCase(Locale.ROOT), at);
    }

    private static List<String> changes(TicketDraft.Case known) {
        List<String> changes = new ArrayList<>(List.of("words"));
        if (known.proven()) {
            changes.add("order");
        }
        if (known.wish() != null) {
            changes.add("wish=" + known.wish());
        }
        if (!known.evidence().isEmpty()) {
            changes.add("evidence");
        }
        return changes;
    }

    static void history(Session session, long ticket, Instant at, String actor, List<String> changes)
            throws SQLException {
        session.update(
                "insert into ticket_history (ticket_id, at, actor, changes) values (?, ?, ?, ?)",
                ticket,
                at,
                actor,
                Json.write(changes));
    }

    /** Tells other systems that a ticket has changed. */
    static void tell(Session session, String type, String merchant, long id, String kind, String state, Instant at)
            throws SQLException {
        EventOutlet.tell(
                session, merchant, type, Long.toString(id), Map.of("ticket", id, "kind", kind, "state", state), at);
    }

    private static @Nullable String wireName(@Nullable Fault fault) {
        return fault == null ? null : fault.wireName();
    }

    private static void insert(Session session, long ticket, Evidence evidence) throws SQLException {
        Seen seen = evidence.seen();
        session.update(
                """
                insert into ticket_evidence (ticket_id, kind, message_id, place, transcript, engine, seen, annotated)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                ticket,
                evidence.kind().name(),
                evidence.sequence(),
                evidence.place(),
                Keys.nullableText(evidence.transcript(), LONGEST_TRANSCRIPT),
                evidence.engine(),
                seen == null ? null : Json.write(TicketDossier.Sight.of(seen)),
                seen == null || seen.annotated().length == 0
                        ? null
                        : Base64.getEncoder().encodeToString(seen.annotated()));
    }
}
