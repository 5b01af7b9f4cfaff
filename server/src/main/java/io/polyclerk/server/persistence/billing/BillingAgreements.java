package io.polyclerk.server.persistence.billing;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.message.ConnectionId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What merchants agreed to at the platforms from which they installed us. Thread-safe. */
public final class BillingAgreements {

    private final Database database;

    public BillingAgreements(Database database) {
        this.database = database;
    }

    /** How far an agreement is. */
    public enum AgreementState {
        /** The merchant is asked. */
        PROPOSED,
        ACTIVE
    }

    /** @param agreement the platform's id @param cap of the units of a month */
    public record Kept(
            String merchant,
            ConnectionId connection,
            String plan,
            BigDecimal cap,
            String agreement,
            AgreementState state,
            Instant changedAt) {

        public Kept active(Instant now) {
            return new Kept(merchant, connection, plan, cap, agreement, AgreementState.ACTIVE, now);
        }
    }

    /** Replaces what was kept of the merchant. */
    public void put(Kept kept) {
        database.write(session -> {
            session.update("delete from billing_agreement where merchant = ?", kept.merchant());
            return session.update(
                    """
                    insert into billing_agreement (merchant, connection_id, plan, cap, agreement, state, changed_at)
                    values (?, ?, ?, ?, ?, ?, ?)""",
                    kept.merchant(),
                    kept.connection().value(),
                    kept.plan(),
                    kept.cap().toPlainString(),
                    kept.agreement(),
                    kept.state().name(),
                    kept.changedAt());
        });
    }

    public Optional<Kept> find(String merchant) {
        return database.read(session ->
                session.first("select * from billing_agreement where merchant = ?", BillingAgreements::kept, merchant));
    }

    public List<Kept> active() {
        return database.read(session ->
                session.all("select * from billing_agreement where state = 'ACTIVE'", BillingAgreements::kept));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("merchant"),
                new ConnectionId(row.getString("connection_id")),
                row.getString("plan"),
                new BigDecimal(row.getString("cap")),
                row.getString("agreement"),
                AgreementState.valueOf(row.getString("state")),
                Session.requiredInstant(row, "changed_at"));
    }
}
