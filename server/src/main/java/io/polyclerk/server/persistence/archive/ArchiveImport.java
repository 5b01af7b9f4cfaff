package io.polyclerk.server.persistence.archive;

import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.DatabaseException;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.archive.ArchiveLine.ActionLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.ConversationLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.EventLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.MessageLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.NoteLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.TicketLine;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.persistence.metrics.ContactTable;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines of an export in. Ids are kept; what is there already stays as it is. Nothing that is taken in is answered or sent: the
 * server that it came from has done that, or a human looks at it. Thread-safe.
 */
public final class ArchiveImport {

    /** How far ahead of the ids that were taken in the next new ones begin, for what is stored while an import runs. */
    private static final long GAP = 1_000;

    private static final String UNSENT = "it had not been sent when it was exported";

    private final Database database;

    public ArchiveImport(Database database) {
        this.database = database;
    }

    /** Tables whose ids grow. */
    public enum Numbered {
        MESSAGE,
        TICKET,
        NOTE,
        CONSENT,
        EVENT;

        String table() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Why a line cannot be taken, when it cannot: its id, or its chat, belongs to something else here.
     *
     * @param knownElsewhere says whether a conversation that is not stored yet comes with the same import
     */
    public Optional<String> conflict(ArchiveLine line, Predicate<String> knownElsewhere) {
        return database.read(session -> Optional.ofNullable(conflict(session, line, knownElsewhere)));
    }

    private static @Nullable String conflict(Session session, ArchiveLine line, Predicate<String> knownElsewhere)
            throws SQLException {
        return switch (line) {
            case ConversationLine conversation -> chatConflict(session, conversation);
            case MessageLine message ->
                conflict(session, Numbered.MESSAGE, message.id(), message.conversation(), knownElsewhere);
            case TicketLine ticket ->
                conflict(session, Numbered.TICKET, ticket.id(), ticket.conversation(), knownElsewhere);
            case NoteLine note -> conflict(session, Numbered.NOTE, note.id(), note.conversation(), knownElsewhere);
            case ArchiveLine.ConsentLine consent ->
                conflict(session, Numbered.CONSENT, consent.id(), consent.conversation(), knownElsewhere);
            case EventLine event ->
                idConflict(session, Numbered.EVENT, event.id(), String.valueOf(event.conversation()));
            case ActionLine action -> actionConflict(session, action, knownElsewhere);
            case ArchiveLine.Begin begin -> null;
            case ArchiveLine.End end -> null;
        };
    }

    private static @Nullable String actionConflict(Session session, ActionLine line, Predicate<String> knownElsewhere)
            throws SQLException {
        boolean isKnown = knownElsewhere.test(line.conversation())
                || session.first("select 1 from conversation where id = ?", row -> row.getInt(1), line.conversation())
                        .isPresent();
        if (!isKnown) {
            return "its conversation is not there";
        }
        return session.first(
                                "select conversation_id from order_action where id = ?",
                                row -> row.getString(1),
                                line.id())
                        .filter(other -> !other.equals(line.conversation()))
                        .isPresent()
                ? "its id belongs to another action here"
                : null;
    }

    private static @Nullable String chatConflict(Session session, ConversationLine line) throws SQLException {
        return session.first(
                                "select id from conversation where connection_id = ? and chat_id = ? and id <> ?",
                                row -> row.getString(1),
                                line.connection(),
                                line.chatId(),
                                line.id())
                        .isPresent()
                ? "this chat is another conversation here"
                : null;
    }

    private static @Nullable String conflict(
            Session session, Numbered numbered, long id, String conversation, Predicate<String> knownElsewhere)
            throws SQLException {
        boolean isKnown = knownElsewhere.test(conversation)
                || session.first("select 1 from conversation where id = ?", row -> row.getInt(1), conversation)
                        .isPresent();
        return isKnown ? idConflict(session, numbered, id, conversation) : "its conversation is not there";
    }

    private static @Nullable String idConflict(Session session, Numbered numbered, long id, String conversation)
            throws SQLException {
        return session.first(
                                "select conversation_id from " + numbered.table() + " where id = ?",
                                row -> String.valueOf(row.getString(1)),
                                id)
                        .filter(other -> !other.equals(conversation))
                        .isPresent()
                ? "its id belongs to another " + numbered.table() + " here"
                : null;
    }

    /** Makes new ids begin after those that are taken in. */
    public void reserve(Numbered numbered, long highest) {
        try (Session session = database.begin()) {
            long here = session.first("select coalesce(max(id), 0) from " + numbered.table(), row -> row.getLong(1))
                    .orElse(0L);
            if (highest > here) {
                session.update("alter table " + numbered.table() + " alter column id restart with " + (highest + GAP));
            }
            database.commit(session);
        } catch (SQLException refused) {
            throw new DatabaseException(refused);
        }
    }

    /** Takes lines in, all or none. @return how many of them were not there before */
    public int store(List<ArchiveLine> lines) {
        return database.write(session -> {
            int stored = 0;
            Set<String> changed = new LinkedHashSet<>();
            for (ArchiveLine line : lines) {
                stored += store(session, line);
                switch (line) {
                    case TicketLine ticket -> changed.add(ticket.conversation());
                    case EventLine event -> {
                        if (event.conversation() != null) {
                            changed.add(event.conversation());
                        }
                    }
                    case ConversationLine other -> {}
                    case MessageLine other -> {}
                    case NoteLine other -> {}
                    case ArchiveLine.ConsentLine other -> {}
                    case ActionLine other -> {}
                    case ArchiveLine.Begin other -> {}
                    case ArchiveLine.End other -> {}
                }
            }
            for (String conversation : changed) {
                ContactTable.stale(session, conversation);
            }
            return stored;
        });
    }

    private static int store(Session session, ArchiveLine line) throws SQLException {
        return switch (line) {
            case ConversationLine conversation -> conversation(session, conversation);
            case MessageLine message -> message(session, message);
            case TicketLine ticket -> ticket(session, ticket);
            case NoteLine note -> note(session, note);
            case ArchiveLine.ConsentLine consent -> consent(session, consent);
            case EventLine event -> event(session, event);
            case ActionLine action -> ArchiveActions.store(session, action);
            case ArchiveLine.Begin begin -> 0;
            case ArchiveLine.End end -> 0;
        };
    }

    private static int conversation(Session session, ConversationLine line) throws SQLException {
        return session.update(
                """
                insert into conversation (id, connection_id, chat_id, merchant, holder, agent, language, memory, version, created_at,
                  updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                line.id(),
                line.connection(),
                line.chatId(),
                line.merchant(),
                line.holder().name(),
                line.agent(),
                line.language(),
                Json.write(line.memory()),
                line.version(),
                line.createdAt(),
                line.updatedAt());
    }

    private static int message(Session session, MessageLine line) throws SQLException {
        boolean isUnsent = line.state() == DeliveryState.READY || line.state() == DeliveryState.SENDING;
        DeliveryState state = isUnsent ? DeliveryState.DEAD : line.state();
        return session.update(
                """
                insert into message (id, conversation_id, connection_id, author, agent, contents, at, pending, delivery_key, edit_id,
                  deleted, sender, group_id, sent_at, interpretation, state, idempotency_key, platform_message_id, attempts,
                  uncertain, reason) overriding system value
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                line.id(),
                line.conversation(),
                line.connection(),
                line.author().stored(),
                line.agent(),
                StoredContents.write(line.contents()),
                line.at(),
                ToDo.NOTHING,
                line.key(),
                line.editId(),
                line.deleted(),
                line.sender() == null ? null : Json.write(line.sender()),
                line.group(),
                line.sentAt(),
                line.interpretation() == null ? null : Json.write(line.interpretation()),
                state == null ? null : state.name(),
                line.idempotencyKey(),
                line.platformMessageId(),
                line.attempts(),
                line.uncertain(),
                isUnsent ? UNSENT : Keys.nullableText(line.reason(), 1000));
    }

    private static int ticket(Session session, TicketLine line) throws SQLException {
        return session.update(
                """
                insert into ticket (id, conversation_id, merchant, kind, summary, order_number, language, urgent, state, note, version,
                  created_at, updated_at, closed_at) overriding system value
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                line.id(),
                line.conversation(),
                line.merchant(),
                line.kind(),
                line.summary(),
                line.orderNumber(),
                line.language(),
                line.urgent(),
                line.state().name(),
                Keys.nullableText(line.note(), 4000),
                line.version(),
                line.createdAt(),
                line.updatedAt(),
                line.closedAt());
    }

    private static int note(Session session, NoteLine line) throws SQLException {
        return session.update("""
                insert into note (id, conversation_id, author, content, at) overriding system value
                values (?, ?, ?, ?, ?) on conflict do nothing""", line.id(), line.conversation(), line.author(), line.text(), line.at());
    }

    private static int consent(Session session, ArchiveLine.ConsentLine line) throws SQLException {
        return session.update(
                """
                insert into consent (id, conversation_id, sequence, sender, state, purposes, language, question, answer, at)
                overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                line.id(),
                line.conversation(),
                line.sequence(),
                line.sender(),
                line.state(),
                line.purposes(),
                line.language(),
                line.question(),
                line.answer(),
                line.at());
    }

    private static int event(Session session, EventLine line) throws SQLException {
        return session.update(
                """
                insert into event (id, at, merchant, conversation_id, kind, details, imported) overriding system value
                values (?, ?, ?, ?, ?, ?, true) on conflict do nothing""",
                line.id(),
                line.at(),
                line.merchant(),
                line.conversation(),
                line.kind(),
                line.details().toString());
    }
}
