package io.polyclerk.server.persistence.notices;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people with accounts want to be told by e-mail, and what they were told. Thread-safe. */
public final class MailChoices {

    private static final TypeReference<Map<String, Integer>> TOLD = new TypeReference<>() {};
    private static final int TRIES = 5;

    private final Database database;
    private final SqlMailStore mails;

    public MailChoices(Database database, SqlMailStore mails) {
        this.database = database;
        this.mails = mails;
    }

    /** How soon somebody is told. */
    public enum Pace {
        SOON,
        HOURLY,
        DAILY
    }

    /** How often somebody gets the numbers. */
    public enum Report {
        NEVER,
        WEEKLY,
        MONTHLY
    }

    /**
     * What somebody chose.
     *
     * @param kinds wire names of notices
     * @param language BCP 47 tag
     */
    public record Choice(
            String account,
            String address,
            String language,
            List<String> kinds,
            Pace pace,
            Report report,
            ZoneId zone) {
        public Choice {
            kinds = List.copyOf(kinds);
        }

        /** The address is not printed. */
        @Override
        public String toString() {
            return "Choice[" + account + "]";
        }
    }

    /**
     * A choice and how far it was followed.
     *
     * @param confirmed whether the address is theirs
     * @param told kinds and subjects of what was told and is still so, with how many it were
     * @param reported up to which day the last report goes; null before the first
     */
    public record Followed(
            Choice choice,
            boolean confirmed,
            Map<String, Integer> told,
            @Nullable Instant toldAt,
            @Nullable LocalDate reported) {}

    /** A code that proves an address. */
    public record Code(String hash, Instant until) {}

    public Optional<Followed> find(String account) {
        return database.read(session ->
                session.first("select * from mail_choice where account_id = ?", MailChoices::followed, account));
    }

    /** Those to write to: with a proven address, and an account that is not locked. */
    public List<Followed> active() {
        return database.read(session -> session.all(
                "select c.* from mail_choice c join account a on a.id = c.account_id where c.confirmed and not a.locked order by c.account_id",
                MailChoices::followed));
    }

    /**
     * Keeps a choice.
     *
     * @param code for an address that is new; null when it stays as it is
     * @param letter that brings the code; null without one
     */
    public void put(Choice choice, @Nullable Code code, @Nullable Mail letter, Instant at) {
        database.write(session -> {
            int changed = session.update(
                    "update mail_choice set language = ?, kinds = ?, pace = ?, report = ?, zone = ? where account_id = ?",
                    choice.language(),
                    String.join(" ", choice.kinds()),
                    choice.pace().name(),
                    choice.report().name(),
                    choice.zone().getId(),
                    choice.account());
            if (changed == 0) {
                session.update(
                        """
                        insert into mail_choice (account_id, address, language, kinds, pace, report, zone, told)
                        values (?, ?, ?, ?, ?, ?, ?, '{}')""",
                        choice.account(),
                        choice.address(),
                        choice.language(),
                        String.join(" ", choice.kinds()),
                        choice.pace().name(),
                        choice.report().name(),
                        choice.zone().getId());
            }
            if (code != null && letter != null) {
                session.update(
                        "update mail_choice set address = ?, confirmed = false, code = ?, code_until = ?, code_tries = 0 where account_id = ?",
                        choice.address(),
                        code.hash(),
                        code.until(),
                        choice.account());
                mails.put(session, null, letter, at);
            }
            return changed;
        });
    }

    /** Takes a code as proof of the address; five wrong ones make it worthless. @return whether it was the right one */
    public boolean confirm(String account, String hash, Instant at) {
        return database.write(session -> {
            int confirmed = session.update("""
                    update mail_choice set confirmed = true, code = null, told = '{}', told_at = null, reported = null
                    where account_id = ? and code = ? and code_until > ? and code_tries < ?""", account, hash, at, TRIES);
            if (confirmed == 0) {
                session.update("update mail_choice set code_tries = code_tries + 1 where account_id = ?", account);
            }
            return confirmed == 1;
        });
    }

    /** @return whether there was one */
    public boolean remove(String account) {
        return database.write(session -> session.update("delete from mail_choice where account_id = ?", account)) == 1;
    }

    /** What is still so of what was told. */
    public void remember(String account, Map<String, Integer> told) {
        database.write(session ->
                session.update("update mail_choice set told = ? where account_id = ?", Json.write(told), account));
    }

    /**
     * Tells somebody, and remembers it in the same transaction.
     *
     * @param before when they were told last, as it was read; if that has changed somebody was faster, and nothing is told
     */
    public void tell(
            String account,
            @Nullable String merchant,
            Map<String, Integer> told,
            @Nullable Instant before,
            Mail mail,
            Instant at) {
        database.write(session -> {
            int first = session.update(
                    "update mail_choice set told = ?, told_at = ? where account_id = ? and (told_at = ? or (told_at is null and cast(? as boolean)))",
                    Json.write(told),
                    at,
                    account,
                    before,
                    before == null);
            return first == 1 ? mails.put(session, merchant, mail, at) : 0;
        });
    }

    /** Periods up to this day are reported no more. */
    public void skipReports(String account, LocalDate upTo) {
        database.write(
                session -> session.update("update mail_choice set reported = ? where account_id = ?", upTo, account));
    }

    /** Sends a report, once for each period. @param upTo last day of it */
    public void report(String account, @Nullable String merchant, LocalDate upTo, Mail mail, Instant at) {
        database.write(session -> {
            int first = session.update(
                    "update mail_choice set reported = ? where account_id = ? and (reported is null or reported < ?)",
                    upTo,
                    account,
                    upTo);
            return first == 1 ? mails.put(session, merchant, mail, at) : 0;
        });
    }

    private static Followed followed(ResultSet row) throws SQLException {
        String kinds = row.getString("kinds");
        Choice choice = new Choice(
                row.getString("account_id"),
                row.getString("address"),
                row.getString("language"),
                kinds.isEmpty() ? List.of() : Arrays.asList(kinds.split(" ", -1)),
                Pace.valueOf(row.getString("pace")),
                Report.valueOf(row.getString("report")),
                ZoneId.of(row.getString("zone")));
        return new Followed(
                choice,
                row.getBoolean("confirmed"),
                Json.read(row.getString("told"), TOLD),
                Session.instant(row, "told_at"),
                row.getObject("reported", LocalDate.class));
    }
}
