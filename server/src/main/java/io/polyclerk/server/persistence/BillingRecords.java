package io.polyclerk.server.persistence;

import io.polyclerk.core.billing.Bill;
import io.polyclerk.core.billing.BillingPeriod;
import io.polyclerk.core.billing.Plan;
import io.polyclerk.core.billing.Terms;
import io.polyclerk.server.json.Json;
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

/** Accounts of merchants, what they agreed to, and their closed bills. Thread-safe. */
public final class BillingRecords {

    private final Database database;

    public BillingRecords(Database database) {
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

    /**
     * A closed bill.
     *
     * @param total what is owed: the lines less the credit that was left, never below zero
     * @param content the lines as they were closed
     */
    public record Invoice(
            String id,
            String merchant,
            Instant from,
            Instant to,
            Currency currency,
            BigDecimal subtotal,
            BigDecimal credited,
            BigDecimal total,
            String content,
            Instant closedAt,
            @Nullable String settlement,
            @Nullable String settlementRef,
            @Nullable String settlementReason) {}

    public Optional<Account> account(String merchant) {
        return database.read(session -> account(session, merchant));
    }

    private static Optional<Account> account(Session session, String merchant) throws SQLException {
        return session.first("select * from billing_account where merchant = ?", BillingRecords::account, merchant);
    }

    /** Accounts whose bill has ended before that moment. */
    public List<Account> endedBefore(Instant moment) {
        return database.read(session -> session.all(
                "select * from billing_account where period_to <= ? order by period_to",
                BillingRecords::account,
                moment));
    }

    /** All accounts. */
    public List<Account> accounts() {
        return database.read(
                session -> session.all("select * from billing_account order by merchant", BillingRecords::account));
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

    /**
     * Closes a bill: its units get their prices, what is left of credit is taken up, and the next period begins. All or nothing, and only
     * once for each period.
     *
     * @param account as it was read
     * @param content the lines
     * @return the invoice; empty when another node was faster or something has changed in the meantime
     */
    public Optional<Invoice> close(Account account, String id, Bill bill, String content, Instant now) {
        try {
            return database.write(session -> close(session, account, id, bill, content, now));
        } catch (Outdated another) {
            return Optional.empty();
        }
    }

    /** Takes the whole unit of work back. */
    private static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Optional<Invoice> close(
            Session session, Account account, String id, Bill bill, String content, Instant now) throws SQLException {
        BillingPeriod next = account.period().next(account.zone());
        int moved =
                session.update("""
                update billing_account set period_zone = ?, period_from = ?, period_to = ?, version = version + 1
                where merchant = ? and version = ?""", next.zone().getId(), next.from(), next.to(), account.merchant(), account.version());
        if (moved == 0) {
            return Optional.empty();
        }
        for (Map.Entry<Bill.PricedUnit, BigDecimal> priced : bill.prices().entrySet()) {
            int marked = session.update(
                    "update usage_unit set invoice = ?, price = ? where meter = ? and unit_key = ? and invoice is null",
                    id,
                    priced.getValue().toPlainString(),
                    priced.getKey().meter().name(),
                    priced.getKey().key());
            if (marked == 0) {
                throw new Outdated();
            }
        }
        BigDecimal subtotal = bill.total().amount();
        BigDecimal credited = CreditRows.takeUp(session, account.merchant(), subtotal.max(BigDecimal.ZERO));
        session.update(
                """
                insert into invoice (id, merchant, period_from, period_to, currency, subtotal, credited, total, content, closed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                id,
                account.merchant(),
                account.period().from(),
                account.period().to(),
                bill.currency().getCurrencyCode(),
                subtotal.toPlainString(),
                credited.toPlainString(),
                subtotal.max(BigDecimal.ZERO).subtract(credited).toPlainString(),
                content,
                now);
        if (subtotal.signum() < 0) {
            CreditRows.insert(
                    session,
                    account.merchant(),
                    id,
                    subtotal.negate(),
                    bill.currency(),
                    "more was given back than used",
                    "billing",
                    now);
        }
        EventOutlet.tell(
                session,
                account.merchant(),
                "billing.invoice.closed",
                id,
                Map.of(
                        "invoice",
                        id,
                        "total",
                        subtotal.max(BigDecimal.ZERO).subtract(credited).toPlainString(),
                        "currency",
                        bill.currency().getCurrencyCode()),
                now);
        return invoice(session, account.merchant(), id);
    }

    /** A merchant's invoices, newest first. */
    public List<Invoice> invoices(String merchant) {
        return database.read(session -> session.all(
                "select * from invoice where merchant = ? order by period_from desc",
                BillingRecords::invoice,
                merchant));
    }

    public Optional<Invoice> invoice(String merchant, String id) {
        return database.read(session -> invoice(session, merchant, id));
    }

    static Optional<Invoice> invoice(Session session, String merchant, String id) throws SQLException {
        return session.first(
                "select * from invoice where merchant = ? and id = ?",
                BillingRecords::invoice,
                merchant,
                Keys.text(id, 96));
    }

    /** Invoices that are to be paid through a platform and are not yet. */
    public List<Invoice> unsettled() {
        return database.read(session -> session.all(
                "select * from invoice where settlement = 'PENDING' order by closed_at", BillingRecords::invoice));
    }

    public void settle(String invoice, String state, @Nullable String reference, @Nullable String reason) {
        database.write(session -> session.update(
                "update invoice set settlement = ?, settlement_ref = ?, settlement_reason = ? where id = ?",
                state,
                reference,
                reason,
                invoice));
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

    private static Invoice invoice(ResultSet row) throws SQLException {
        return new Invoice(
                row.getString("id"),
                row.getString("merchant"),
                Session.requiredInstant(row, "period_from"),
                Session.requiredInstant(row, "period_to"),
                Currency.getInstance(row.getString("currency")),
                new BigDecimal(row.getString("subtotal")),
                new BigDecimal(row.getString("credited")),
                new BigDecimal(row.getString("total")),
                row.getString("content"),
                Session.requiredInstant(row, "closed_at"),
                row.getString("settlement"),
                row.getString("settlement_ref"),
                row.getString("settlement_reason"));
    }
}
