package io.polyclerk.server.persistence.billing;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.billing.Invoices.Invoice;
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

/** What merchants do not agree with, and what they get back. Thread-safe. */
public final class BillingClaims {

    private static final TypeReference<List<String>> WORDS = new TypeReference<>() {};
    private static final int LONGEST = 1000;

    private final Database database;

    public BillingClaims(Database database) {
        this.database = database;
    }

    /** @param remaining what no invoice has taken up yet */
    public record Credit(
            long id,
            String merchant,
            String invoice,
            BigDecimal amount,
            BigDecimal remaining,
            Currency currency,
            String reason,
            Instant at) {}

    /** How far a dispute is. */
    public enum DisputeState {
        OPEN,
        ACCEPTED,
        REJECTED
    }

    /** @param units what it is about, as {@code meter key}; empty for the invoice as a whole */
    public record Dispute(
            long id,
            String merchant,
            String invoice,
            List<String> units,
            String reason,
            DisputeState state,
            @Nullable String answer,
            @Nullable Long creditNote,
            Instant openedAt,
            @Nullable Instant decidedAt) {}

    /**
     * Gives money back.
     *
     * @param amount above zero
     * @return the note; empty when all credits of the invoice together would be more than its lines
     */
    public Optional<Credit> credit(Invoice invoice, BigDecimal amount, String reason, String actor, Instant now) {
        return database.write(session -> credit(session, invoice, amount, reason, actor, now));
    }

    private static Optional<Credit> credit(
            Session session, Invoice invoice, BigDecimal amount, String reason, String actor, Instant now)
            throws SQLException {
        // Two who give back at the same moment take turns.
        session.update("update billing_account set version = version + 1 where merchant = ?", invoice.merchant());
        BigDecimal given = session
                .all(
                        "select amount from credit_note where invoice = ? and actor <> 'billing'",
                        row -> new BigDecimal(row.getString(1)),
                        invoice.id())
                .stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (given.add(amount).compareTo(invoice.subtotal()) > 0) {
            return Optional.empty();
        }
        long id = CreditRows.insert(
                session, invoice.merchant(), invoice.id(), amount, invoice.currency(), reason, actor, now);
        AuditLog.insert(session, now, actor, "credit", "invoice " + invoice.id(), Map.of("credit", id));
        EventOutlet.tell(
                session,
                invoice.merchant(),
                "billing.credit",
                invoice.id(),
                Map.of(
                        "credit", id,
                        "invoice", invoice.id(),
                        "amount", amount.toPlainString(),
                        "currency", invoice.currency().getCurrencyCode()),
                now);
        return session.first("select * from credit_note where id = ?", BillingClaims::credit, id);
    }

    public List<Credit> credits(String merchant) {
        return database.read(session -> session.all(
                "select * from credit_note where merchant = ? order by id desc", BillingClaims::credit, merchant));
    }

    public Dispute open(Invoice invoice, List<String> units, String reason, String actor, Instant now) {
        return database.write(session -> {
            session.update(
                    "insert into billing_dispute (merchant, invoice, units, reason, state, opened_at) values (?, ?, ?, ?, ?, ?)",
                    invoice.merchant(),
                    invoice.id(),
                    Json.write(units),
                    Keys.text(reason, LONGEST),
                    DisputeState.OPEN.name(),
                    now);
            long id = session.first(
                            "select max(id) from billing_dispute where merchant = ?",
                            row -> row.getLong(1),
                            invoice.merchant())
                    .orElseThrow();
            AuditLog.insert(session, now, actor, "dispute", "invoice " + invoice.id(), Map.of("dispute", id));
            EventOutlet.tell(
                    session,
                    invoice.merchant(),
                    "billing.dispute.opened",
                    invoice.id(),
                    Map.of("dispute", id, "invoice", invoice.id()),
                    now);
            return find(session, id).orElseThrow();
        });
    }

    /** @param merchant null for all */
    public List<Dispute> disputes(@Nullable String merchant) {
        String sql =
                "select * from billing_dispute" + (merchant == null ? "" : " where merchant = ?") + " order by id desc";
        Object[] parameters = merchant == null ? new Object[0] : new Object[] {merchant};
        return database.read(session -> session.all(sql, BillingClaims::dispute, parameters));
    }

    public Optional<Dispute> dispute(long id) {
        return database.read(session -> find(session, id));
    }

    private static Optional<Dispute> find(Session session, long id) throws SQLException {
        return session.first("select * from billing_dispute where id = ?", BillingClaims::dispute, id);
    }

    /**
     * Decides a dispute once; accepting it gives money back.
     *
     * @param amount what is given back; null when it is rejected
     * @return as it is now; empty when it was decided before, or more would be given back than was paid
     */
    public Optional<Dispute> decide(
            Dispute dispute, Invoice invoice, @Nullable BigDecimal amount, String answer, String actor, Instant now) {
        return database.write(session -> {
            DisputeState state = amount == null ? DisputeState.REJECTED : DisputeState.ACCEPTED;
            if (find(session, dispute.id())
                    .filter(one -> one.state() == DisputeState.OPEN)
                    .isEmpty()) {
                return Optional.empty();
            }
            Long note = null;
            if (amount != null && amount.signum() > 0) {
                Optional<Credit> credit = credit(session, invoice, amount, "dispute " + dispute.id(), actor, now);
                if (credit.isEmpty()) {
                    return Optional.empty();
                }
                note = credit.get().id();
            }
            int decided = session.update("""
                    update billing_dispute set state = ?, answer = ?, credit_note = ?, decided_at = ?
                    where id = ? and state = 'OPEN'""", state.name(), Keys.text(answer, LONGEST), note, now, dispute.id());
            if (decided == 0) {
                throw new IllegalStateException("decided twice at once");
            }
            AuditLog.insert(session, now, actor, "dispute", "dispute " + dispute.id(), Map.of("state", state.name()));
            EventOutlet.tell(
                    session,
                    dispute.merchant(),
                    "billing.dispute.decided",
                    dispute.invoice(),
                    Map.of("dispute", dispute.id(), "state", state.name().toLowerCase(java.util.Locale.ROOT)),
                    now);
            return find(session, dispute.id());
        });
    }

    private static Credit credit(ResultSet row) throws SQLException {
        return new Credit(
                row.getLong("id"),
                row.getString("merchant"),
                row.getString("invoice"),
                new BigDecimal(row.getString("amount")),
                new BigDecimal(row.getString("remaining")),
                Currency.getInstance(row.getString("currency")),
                row.getString("reason"),
                Session.requiredInstant(row, "at"));
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        long note = row.getLong("credit_note");
        boolean hasNote = !row.wasNull();
        return new Dispute(
                row.getLong("id"),
                row.getString("merchant"),
                row.getString("invoice"),
                Json.read(row.getString("units"), WORDS),
                row.getString("reason"),
                DisputeState.valueOf(row.getString("state")),
                row.getString("answer"),
                hasNote ? note : null,
                Session.requiredInstant(row, "opened_at"),
                Session.instant(row, "decided_at"));
    }
}
