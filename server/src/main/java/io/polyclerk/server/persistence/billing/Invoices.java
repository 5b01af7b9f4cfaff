package io.polyclerk.server.persistence.billing;

import io.polyclerk.core.billing.Bill;
import io.polyclerk.core.billing.BillingPeriod;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.billing.BillingAccounts.Account;
import io.polyclerk.server.persistence.notices.EventOutlet;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Closed bills of merchants, and how they are paid. Thread-safe. */
public final class Invoices {

    private final Database database;

    public Invoices(Database database) {
        this.database = database;
    }

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
                "select * from invoice where merchant = ? order by period_from desc", Invoices::invoice, merchant));
    }

    public Optional<Invoice> invoice(String merchant, String id) {
        return database.read(session -> invoice(session, merchant, id));
    }

    static Optional<Invoice> invoice(Session session, String merchant, String id) throws SQLException {
        return session.first(
                "select * from invoice where merchant = ? and id = ?", Invoices::invoice, merchant, Keys.text(id, 96));
    }

    public void settle(String invoice, String state, @Nullable String reference, @Nullable String reason) {
        database.write(session -> session.update(
                "update invoice set settlement = ?, settlement_ref = ?, settlement_reason = ? where id = ?",
                state,
                reference,
                reason,
                invoice));
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
