package io.polyclerk.server.persistence.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.server.install.Person;
import io.polyclerk.server.install.PersonalRecords;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.LikePattern;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.SqlTranslations;
import io.polyclerk.server.persistence.orders.LedgerRows;
import io.polyclerk.server.persistence.proactive.ProactiveRows;
import io.polyclerk.spi.message.Sender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds conversations of a person and empties them. What is only counted stays: events hold no words and no addresses, so the numbers of
 * the past do not change.
 */
public final class SqlPersonalRecords implements PersonalRecords {

    private static final String BLOT = "█████";
    private static final int SHORTEST_PHONE = 8;

    private final Database database;
    private final ToIntFunction<ConversationId> files;

    private record Candidate(
            String id, String connection, @Nullable String sender) {}

    private record Emptied(Set<String> conversations, int messages, int tickets) {}

    /** @param files makes the files of a conversation unreadable for good, and says how many there were */
    public SqlPersonalRecords(Database database, ToIntFunction<ConversationId> files) {
        this.database = database;
        this.files = files;
    }

    @Override
    public List<Talk> of(Person person) {
        return database.read(session -> {
            List<Talk> talks = new ArrayList<>();
            for (String id : conversationsOf(session, person)) {
                session.first("select * from conversation where id = ?", row -> talk(session, row), id)
                        .ifPresent(talks::add);
            }
            return talks;
        });
    }

    private static Talk talk(Session session, ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Talk(
                id,
                row.getString("connection_id"),
                Session.requiredInstant(row, "created_at"),
                row.getString("language"),
                session.all(
                        "select at, author, contents from message where conversation_id = ? and not deleted order by id",
                        said -> new Said(
                                Session.requiredInstant(said, "at"),
                                said.getString("author").toLowerCase(Locale.ROOT),
                                Json.read(said.getString("contents"), JsonNode.class)),
                        id),
                session.all(
                        "select summary from ticket where conversation_id = ? order by id",
                        ticket -> ticket.getString(1),
                        id),
                session.all(
                        "select * from order_action where conversation_id = ? order by proposed_at, id",
                        SqlPersonalRecords::change,
                        id),
                session.all(
                        "select at, state, purposes, question, answer from consent where conversation_id = ? order by id",
                        said -> new Consent(
                                Session.requiredInstant(said, "at"),
                                said.getString("state"),
                                said.getString("purposes"),
                                said.getString("question"),
                                said.getString("answer")),
                        id));
    }

    private static Change change(ResultSet row) throws SQLException {
        LedgerEntry entry = LedgerRows.read(row);
        return new Change(
                entry.proposal().proposedAt(),
                entry.kind().wireName(),
                entry.proposal().orderNumber(),
                entry.state().wireName(),
                Json.read(row.getString("content"), JsonNode.class));
    }

    @Override
    public Ended end(Person person) {
        Emptied emptied = database.write(session -> emptied(session, conversationsOf(session, person)));
        int mentions = database.write(session -> blotted(session, person));
        return ended(emptied, mentions);
    }

    @Override
    public Ended endAll(Set<String> connections) {
        Emptied emptied = database.write(session -> {
            Set<String> all = new TreeSet<>();
            for (String connection : connections) {
                all.addAll(session.all(
                        "select id from conversation where connection_id = ?", row -> row.getString(1), connection));
            }
            return emptied(session, all);
        });
        return ended(emptied, 0);
    }

    private Ended ended(Emptied emptied, int mentions) {
        int ended = emptied.conversations().stream()
                .map(ConversationId::new)
                .mapToInt(files)
                .sum();
        return new Ended(emptied.conversations().size(), emptied.messages(), emptied.tickets(), ended, mentions);
    }

    private static Set<String> conversationsOf(Session session, Person person) throws SQLException {
        Set<String> found = new TreeSet<>();
        String customer = person.customerId();
        if (customer != null) {
            session
                    .all(
                            """
                            select distinct c.id, c.connection_id, m.sender from conversation c
                            join message m on m.conversation_id = c.id
                            where c.merchant = ? and m.sender like ? escape '!'""",
                            row -> new Candidate(row.getString(1), row.getString(2), row.getString(3)),
                            person.merchant(),
                            LikePattern.containing("\"verifiedCustomerId\":\"" + customer + "\""))
                    .stream()
                    .filter(candidate -> isCustomer(candidate, customer, person.store()))
                    .forEach(candidate -> found.add(candidate.id()));
        }
        for (String order : person.orders()) {
            found.addAll(session.all(
                    "select id from conversation where merchant = ? and memory like ? escape '!'",
                    row -> row.getString(1),
                    person.merchant(),
                    LikePattern.containing("\"" + person.store() + "/" + order + " ")));
        }
        return found;
    }

    private static boolean isCustomer(Candidate candidate, String customer, String store) {
        Sender sender = Json.read(String.valueOf(candidate.sender()), Sender.class);
        return customer.equals(sender.verifiedCustomerId())
                && (sender.verifiedStore() == null || store.equals(sender.verifiedStore()));
    }

    private static Emptied emptied(Session session, Set<String> conversations) throws SQLException {
        int messages = 0;
        int tickets = 0;
        for (String id : conversations) {
            messages += session.update("delete from message where conversation_id = ?", id);
            session.update("delete from note where conversation_id = ?", id);
            session.update("delete from shop_promise where conversation_id = ?", id);
            ArchiveActions.forgetPerson(session, id);
            ProactiveRows.forgetPerson(session, id);
            tickets += session.update(
                    "update ticket set summary = '', note = null, order_number = null where conversation_id = ?", id);
            session.update(
                    """
                    update conversation set chat_id = ?, memory = ?, language = null, version = version + 1 where id = ?""",
                    "erased:" + UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    Json.write(Memory.EMPTY),
                    id);
        }
        return new Emptied(conversations, messages, tickets);
    }

    /** Somebody else may have written the person's address: that conversation stays, without it. */
    private static int blotted(Session session, Person person) throws SQLException {
        int mentions = 0;
        for (String address : addresses(person)) {
            Pattern pattern = Pattern.compile(Pattern.quote(address), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            record Mention(long id, String contents) {}
            List<Mention> found = session.all(
                    """
                    select m.id, m.contents from message m join conversation c on c.id = m.conversation_id
                    where c.merchant = ? and lower(m.contents) like ? escape '!'""",
                    row -> new Mention(row.getLong(1), row.getString(2)),
                    person.merchant(),
                    LikePattern.containing(address.toLowerCase(Locale.ROOT)));
            for (Mention mention : found) {
                SqlTranslations.forget(session, mention.id());
                mentions += session.update(
                        "update message set contents = ?, interpretation = null where id = ?",
                        pattern.matcher(mention.contents()).replaceAll(Matcher.quoteReplacement(BLOT)),
                        mention.id());
            }
        }
        return mentions;
    }

    private static List<String> addresses(Person person) {
        List<String> addresses = new ArrayList<>();
        String email = person.email();
        if (email != null && email.indexOf('@') > 0 && email.indexOf('"') < 0 && email.indexOf('\\') < 0) {
            addresses.add(email.strip());
        }
        String phone = person.phone();
        if (phone != null && phone.strip().matches("[+0-9 ()./-]{" + SHORTEST_PHONE + ",30}")) {
            addresses.add(phone.strip());
        }
        return addresses;
    }
}
