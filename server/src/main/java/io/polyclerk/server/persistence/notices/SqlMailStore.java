package io.polyclerk.server.persistence.notices;

import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.identity.OneTimeCodes.Asked;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.post.MailState;
import io.polyclerk.core.post.MailStore;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.secrets.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps e-mails until they are sent. Addresses and words are sealed while they wait and deleted afterwards; what is left says that one of a
 * kind went out, and when.
 */
public final class SqlMailStore implements MailStore {

    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_NUMBER = 128;
    private static final String TWICE_IN_DOUBT = "it was cut off twice while it was sent";

    private final Database database;
    private final SecretBox secrets;

    public SqlMailStore(Database database, SecretBox secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /** How e-mail stands. @param reason why the last one that waits or was given up was not taken */
    public record Standing(
            int waiting, int dead, int sent, @Nullable String reason) {}

    /** Has one sent. @param merchant it is about; null for the server */
    public void put(@Nullable String merchant, Mail mail, Instant at) {
        database.write(session -> put(session, merchant, mail, at));
    }

    /** The same, inside a unit of work. */
    int put(Session session, @Nullable String merchant, Mail mail, Instant at) throws SQLException {
        String id = UUID.randomUUID().toString();
        return session.update(
                """
                insert into outgoing_mail (mail_id, merchant, purpose, person, content, state, due_at, until_at, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                id,
                merchant,
                mail.purpose().name(),
                person(mail.recipient()),
                secrets.seal(place(id), Json.write(mail)),
                MailState.WAITING.name(),
                at,
                mail.until(),
                at);
    }

    /** Stands for an address without telling it. */
    public String person(String address) {
        return secrets.fingerprint("mail " + address.strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public List<Waiting> due(Instant now, int most) {
        return database.read(session -> session.all("""
                select id, mail_id, person, content, attempts, uncertain from outgoing_mail
                where state = ? and due_at <= ? order by until_at nulls last, id fetch first %d rows only""".formatted(most), this::waiting, MailState.WAITING.name(), now));
    }

    /** Whether anything waits whose time has come. */
    public boolean isAnyDue(Instant now) {
        return database.read(session -> session.first(
                        "select id from outgoing_mail where state = ? and due_at <= ? fetch first 1 row only",
                        row -> true,
                        MailState.WAITING.name(),
                        now))
                .isPresent();
    }

    private Waiting waiting(ResultSet row) throws SQLException {
        String id = row.getString("mail_id");
        return new Waiting(
                row.getLong("id"),
                id,
                row.getString("person"),
                Json.read(secrets.open(place(id), row.getString("content")), Mail.class),
                row.getInt("attempts"),
                row.getBoolean("uncertain"));
    }

    @Override
    public boolean recordAttempt(long id, Instant at) {
        return database.write(session -> session.update(
                        "update outgoing_mail set state = ?, attempts = attempts + 1, begun_at = ? where id = ? and state = ?",
                        MailState.SENDING.name(),
                        at,
                        id,
                        MailState.WAITING.name()))
                == 1;
    }

    @Override
    public void recordRetry(long id, Instant again, boolean mayHaveHappened, String reason) {
        database.write(session -> session.update(
                "update outgoing_mail set state = ?, due_at = ?, uncertain = uncertain or ?, reason = ? where id = ? and state = ?",
                MailState.WAITING.name(),
                again,
                mayHaveHappened,
                Keys.text(reason, LONGEST_REASON),
                id,
                MailState.SENDING.name()));
    }

    @Override
    public void recordEnd(long id, MailState end, String reason, Instant at) {
        database.write(session -> session.update(
                "update outgoing_mail set state = ?, content = null, reason = ?, ended_at = ? where id = ? and state in (?, ?)",
                end.name(),
                reason.isEmpty() ? null : Keys.text(reason, LONGEST_REASON),
                at,
                id,
                MailState.WAITING.name(),
                MailState.SENDING.name()));
    }

    @Override
    public int recoverInterrupted(Instant begunBefore) {
        return database.write(session -> {
            // Silence is worse than one repetition, and a second one is worse than silence.
            session.update(
                    "update outgoing_mail set state = ?, content = null, reason = ?, ended_at = begun_at where state = ? and uncertain and begun_at < ?",
                    MailState.DEAD.name(),
                    TWICE_IN_DOUBT,
                    MailState.SENDING.name(),
                    begunBefore);
            return session.update(
                    "update outgoing_mail set state = ?, uncertain = true where state = ? and begun_at < ?",
                    MailState.WAITING.name(),
                    MailState.SENDING.name(),
                    begunBefore);
        });
    }

    @Override
    public int sentSince(String person, Mail.Purpose purpose, Instant since) {
        return database.read(session -> session.first(
                        "select count(*) from outgoing_mail where person = ? and purpose = ? and state = ? and ended_at >= ?",
                        row -> row.getInt(1),
                        person,
                        purpose.name(),
                        MailState.SENT.name(),
                        since))
                .orElse(0);
    }

    public Standing standing() {
        return database.read(session -> new Standing(
                count(session, "state in ('WAITING', 'SENDING')"),
                count(session, "state = 'DEAD'"),
                count(session, "state = 'SENT'"),
                session.first(
                                "select reason from outgoing_mail where reason is not null and state in ('WAITING', 'SENDING', 'DEAD') order by id desc fetch first 1 row only",
                                row -> row.getString(1))
                        .orElse(null)));
    }

    /**
     * An e-mail of which no address and no words are told.
     *
     * @param merchant it is about; null for the server
     * @param attempts tries so far
     * @param uncertain whether a try may have been taken without anybody learning of it
     * @param reason why the last try was not taken; null when it was
     */
    public record Passed(
            Instant createdAt,
            Mail.Purpose purpose,
            MailState state,
            @Nullable String merchant,
            int attempts,
            boolean uncertain,
            @Nullable Instant endedAt,
            @Nullable String reason) {}

    /** The newest first. */
    public List<Passed> latest(int most) {
        return database.read(session -> session.all(
                "select * from outgoing_mail order by id desc fetch first " + most + " rows only",
                row -> new Passed(
                        Session.requiredInstant(row, "created_at"),
                        Mail.Purpose.valueOf(row.getString("purpose")),
                        MailState.valueOf(row.getString("state")),
                        row.getString("merchant"),
                        row.getInt("attempts"),
                        row.getBoolean("uncertain"),
                        Session.instant(row, "ended_at"),
                        row.getString("reason"))));
    }

    private static int count(Session session, String condition) throws SQLException {
        return session.first("select count(*) from outgoing_mail where " + condition, row -> row.getInt(1))
                .orElse(0);
    }

    /** Deletes what is left of e-mails that ended, and of questions for codes that were asked, before then. */
    public void forget(Instant mails, Instant codes) {
        database.write(session -> session.update("delete from outgoing_mail where ended_at < ?", mails)
                + session.update("delete from asked_code where at < ?", codes));
    }

    /** In the transaction of the turn in which it was asked for. */
    public void store(Session session, String merchant, AskedCode asked, Instant at) throws SQLException {
        session.update(
                "insert into asked_code (merchant, order_number, shopper, at) values (?, ?, ?, ?)",
                merchant,
                Keys.text(asked.orderNumber(), LONGEST_NUMBER),
                Keys.sha256(asked.shopper()),
                at);
        Mail letter = asked.letter();
        if (letter != null) {
            put(session, merchant, letter, at);
        }
    }

    /** How often codes were asked for. */
    public Asked askedSince(String merchant, String orderNumber, String shopper, Instant since) {
        return database.read(session -> session.first(
                        """
                        select coalesce(sum(case when order_number = ? then 1 else 0 end), 0),
                          coalesce(sum(case when shopper = ? then 1 else 0 end), 0), count(*)
                        from asked_code where merchant = ? and at >= ?""",
                        row -> new Asked(row.getInt(1), row.getInt(2), row.getInt(3)),
                        Keys.text(orderNumber, LONGEST_NUMBER),
                        Keys.sha256(shopper),
                        merchant,
                        since))
                .orElse(new Asked(0, 0, 0));
    }

    private static String place(String mail) {
        return "mail/" + mail;
    }
}
