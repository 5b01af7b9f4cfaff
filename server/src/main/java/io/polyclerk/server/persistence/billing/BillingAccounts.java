package io.polyclerk.server.persistence.billing;

import io.polyclerk.core.billing.BillingPeriod;
import io.polyclerk.core.billing.Plan;
import io.polyclerk.core.billing.Terms;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.notices.EventOutlet;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts of merchants, what they agreed to, and what they were told of it. Thread-safe. */
public final class BillingAccounts {

    private final Database database;

    public BillingAccounts(Database database) {
        this.database = database;
    }

    /**
     * A merchant's account.
     *
     * @param zone whose months the next bills are
     * @param period of the bill that is open
     * @param trialUsed whether the merchant has had a trial
     */
    public record Account(
            String merchant, Currency currency, ZoneId zone, BillingPeriod period, boolean trialUsed, long version) {}

    /** What is kept of an agreement. */
    private record StoredTerms(
            Plan plan, @Nullable BigDecimal cap, @Nullable Instant trialUntil) {}

    public Optional<Account> account(String merchant) {
        return database.read(session -> account(session, merchant));
    }

    private static Optional<Account> account(Session session, String merchant) throws SQLException {
        return session.first("select * from billing_account where merchant = ?", BillingAccounts::account, merchant);
    }

    /** Accounts whose bill has ended before that moment. */
    public List<Account> endedBefore(Instant moment) {
        return database.read(session -> session.all(
                "select * from billing_account where period_to <= ? order by period_to",
                BillingAccounts::account,
                moment));
    }

    public List<Account> accounts() {
        return database.read(
                session -> session.all("select * from billing_account order by merchant", BillingAccounts::account));
    }

    /** All that a merchant ever agreed to, oldest first. */
    public List<Terms> terms(String merchant) {
        return database.read(session -> session.all(
                "select valid_from, content from billing_terms where merchant = ? order by id",
                row -> {
                    StoredTerms stored = Json.read(row.getString("content"), StoredTerms.class);
                    return new Terms(
                            Session.requiredInstant(row, "valid_from"),
                            stored.plan(),
                            stored.cap(),
                            stored.trialUntil());
                },
                merchant));
    }

    /** Opens an account; harmless when it is there. */
    public void open(Account account, Terms terms, String actor) {
        database.write(session -> {
            int opened = session.update(
                    """
                    insert into billing_account (merchant, currency, zone, period_zone, period_from, period_to, trial_used, version)
                    values (?, ?, ?, ?, ?, ?, ?, 1) on conflict do nothing""",
                    account.merchant(),
                    account.currency().getCurrencyCode(),
                    account.zone().getId(),
                    account.period().zone().getId(),
                    account.period().from(),
                    account.period().to(),
                    account.trialUsed());
            return opened == 1 && insert(session, account.merchant(), terms, actor);
        });
    }

    /**
     * Changes an account and, where given, what was agreed.
     *
     * @param account with the version that was read
     * @return whether nobody was faster
     */
    public boolean change(Account account, @Nullable Terms terms, String actor, Instant now) {
        return database.write(session -> {
            int changed = session.update(
                    """
                    update billing_account set currency = ?, zone = ?, trial_used = ?, version = version + 1
                    where merchant = ? and version = ?""",
                    account.currency().getCurrencyCode(),
                    account.zone().getId(),
                    account.trialUsed(),
                    account.merchant(),
                    account.version());
            if (changed == 0) {
                return false;
            }
            if (terms != null) {
                insert(session, account.merchant(), terms, actor);
                AuditLog.insert(
                        session,
                        now,
                        actor,
                        "plan",
                        "billing " + account.merchant(),
                        Map.of("plan", terms.plan().id(), "cap", String.valueOf(terms.cap())));
            }
            return true;
        });
    }

    private static boolean insert(Session session, String merchant, Terms terms, String actor) throws SQLException {
        return session.update(
                        "insert into billing_terms (merchant, valid_from, content, actor) values (?, ?, ?, ?)",
                        merchant,
                        terms.from(),
                        Json.write(new StoredTerms(terms.plan(), terms.cap(), terms.trialUntil())),
                        actor)
                == 1;
    }

    /** Notes that a merchant was told about a share of the cap. @return whether this is the first time in the period */
    public boolean alert(Account account, int share, Map<String, ?> facts, Instant now) {
        return database.write(session -> {
            int added = session.update(
                    "insert into billing_alert (merchant, period_from, share, at) values (?, ?, ?, ?) on conflict do nothing",
                    account.merchant(),
                    account.period().from(),
                    share,
                    now);
            if (added == 1) {
                EventOutlet.tell(session, account.merchant(), "billing.alert", account.merchant(), facts, now);
            }
            return added == 1;
        });
    }

    /** Shares of the cap that were reached in the open period. */
    public List<Integer> alerts(Account account) {
        return database.read(session -> session.all(
                "select share from billing_alert where merchant = ? and period_from = ? order by share",
                row -> row.getInt(1),
                account.merchant(),
                account.period().from()));
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("merchant"),
                Currency.getInstance(row.getString("currency")),
                ZoneId.of(row.getString("zone")),
                new BillingPeriod(
                        Session.requiredInstant(row, "period_from"),
                        Session.requiredInstant(row, "period_to"),
                        ZoneId.of(row.getString("period_zone"))),
                row.getBoolean("trial_used"),
                row.getLong("version"));
    }
}
