package io.polyclerk.server.persistence.billing;

import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;

/** Credit notes, for use inside a unit of work. */
final class CreditRows {

    private CreditRows() {}

    private record Left(long id, BigDecimal remaining) {}

    static long insert(
            Session session,
            String merchant,
            String invoice,
            BigDecimal amount,
            Currency currency,
            String reason,
            String actor,
            Instant now)
            throws SQLException {
        session.update(
                """
                insert into credit_note (merchant, invoice, amount, remaining, currency, reason, actor, at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                merchant,
                invoice,
                amount.toPlainString(),
                amount.toPlainString(),
                currency.getCurrencyCode(),
                Keys.text(reason, 1000),
                actor,
                now);
        return session.first("select max(id) from credit_note where merchant = ?", row -> row.getLong(1), merchant)
                .orElseThrow();
    }

    /** Uses what is left of credit notes, the oldest first. @param owed not below zero @return how much of it they pay */
    static BigDecimal takeUp(Session session, String merchant, BigDecimal owed) throws SQLException {
        BigDecimal open = owed;
        for (Left left : session.all(
                "select id, remaining from credit_note where merchant = ? and remaining <> '0' order by id",
                row -> new Left(row.getLong(1), new BigDecimal(row.getString(2))),
                merchant)) {
            BigDecimal used = open.min(left.remaining());
            if (used.signum() > 0) {
                BigDecimal rest = left.remaining().subtract(used);
                session.update(
                        "update credit_note set remaining = ? where id = ?",
                        rest.signum() == 0 ? "0" : rest.toPlainString(),
                        left.id());
                open = open.subtract(used);
            }
        }
        return owed.subtract(open);
    }
}
