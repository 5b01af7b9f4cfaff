package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.Policies;
import io.polyclerk.core.budget.HistoryStore;
import io.polyclerk.core.budget.SendingRate;
import io.polyclerk.core.conversation.Takeover;
import io.polyclerk.core.delivery.HandoverStore;
import io.polyclerk.core.delivery.InboxStore;
import io.polyclerk.core.delivery.OutboxStore;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.identity.ProofAttempts;
import io.polyclerk.core.turn.PromiseStore;
import io.polyclerk.core.turn.WaitingLine;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.desk.SqlPromises;
import io.polyclerk.server.persistence.notices.SqlMailStore;
import io.polyclerk.server.persistence.orders.SqlActionLedger;
import io.polyclerk.server.persistence.orders.SqlPolicies;
import java.time.Duration;

/** The stores that the bot's core works with. */
public record Stores(
        InboxStore inbox,
        OutboxStore outbox,
        TurnStore turns,
        ProofAttempts proofAttempts,
        ActionLedger ledger,
        Policies policies,
        HistoryStore histories,
        SendingRate rate,
        HandoverStore handovers,
        WaitingLine line,
        PromiseStore promises) {

    private static final Duration SILENCE = Duration.ofHours(12);

    /** All of them on one database, with the silence after which the bot comes back as it is by default. */
    public static Stores on(Database database) {
        return on(database, SILENCE);
    }

    /** All of them on one database. @param silence of a human, after which the bot comes back */
    public static Stores on(Database database, Duration silence) {
        return on(database, silence, new SqlTurnStore(database));
    }

    /** The same, with e-mail. @param mails where what shoppers are sent by e-mail waits */
    public static Stores on(Database database, Duration silence, SqlMailStore mails) {
        return on(database, silence, new SqlTurnStore(database, mails));
    }

    private static Stores on(Database database, Duration silence, SqlTurnStore turns) {
        SqlHandoverStore handovers = new SqlHandoverStore(database);
        return new Stores(
                new SqlInboxStore(database, new Takeover(silence)),
                new SqlOutboxStore(database),
                turns,
                turns::wrongProofsSince,
                new SqlActionLedger(database),
                new SqlPolicies(database),
                new SqlHistoryStore(database),
                new SqlSendingRate(database),
                handovers,
                handovers,
                new SqlPromises(database));
    }
}
