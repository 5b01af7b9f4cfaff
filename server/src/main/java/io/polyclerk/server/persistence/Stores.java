package io.polyclerk.server.persistence;

import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.Policies;
import io.polyclerk.core.delivery.InboxStore;
import io.polyclerk.core.delivery.OutboxStore;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.identity.ProofAttempts;

/** The stores that the bot's core works with. */
public record Stores(
        InboxStore inbox,
        OutboxStore outbox,
        TurnStore turns,
        ProofAttempts proofAttempts,
        ActionLedger ledger,
        Policies policies) {

    /** All of them on one database. */
    public static Stores on(Database database) {
        SqlTurnStore turns = new SqlTurnStore(database);
        return new Stores(
                new SqlInboxStore(database),
                new SqlOutboxStore(database),
                turns,
                turns::wrongProofsSince,
                new SqlActionLedger(database),
                new SqlPolicies(database));
    }
}
