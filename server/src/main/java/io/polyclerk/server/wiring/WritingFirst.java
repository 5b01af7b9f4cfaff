package io.polyclerk.server.wiring;

import io.polyclerk.core.proactive.Decider;
import io.polyclerk.core.proactive.Forecast;
import io.polyclerk.core.proactive.ProactiveRounds;
import io.polyclerk.core.proactive.Wording;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.proactive.ProactiveLedger;
import io.polyclerk.server.persistence.proactive.SqlConsentStore;
import io.polyclerk.server.persistence.proactive.SqlProactiveStore;
import io.polyclerk.server.proactive.MerchantProactive;
import io.polyclerk.server.proactive.ProactiveResults;
import io.polyclerk.server.proactive.ProactiveTimer;
import org.jspecify.annotations.Nullable;

/** What the bot says first, put together. */
final class WritingFirst implements AutoCloseable {

    final MerchantProactive policies;
    final Wording wording;
    final SqlConsentStore consents;
    final Forecast forecast;
    final ProactiveLedger ledger;
    final ProactiveResults results;
    private final ProactiveRounds rounds;
    private final Leases leases;
    private @Nullable ProactiveTimer timer;

    WritingFirst(Parts parts, MerchantProactive policies) {
        this.policies = policies;
        Database database = parts.database;
        consents = new SqlConsentStore(database);
        wording = new Wording(parts.core.phrasebook());
        Decider decider = new Decider(parts.open, parts.core.law(), wording);
        SqlProactiveStore store = new SqlProactiveStore(database);
        forecast = new Forecast(store, parts.open, decider, parts.clock);
        ledger = new ProactiveLedger(database);
        results = new ProactiveResults(ledger, parts.clock);
        rounds = new ProactiveRounds(store, policies, parts.open, decider, parts.core, parts.telemetry, parts.clock);
        leases = new Leases(database, parts.clock);
    }

    void start() {
        timer = new ProactiveTimer(rounds, leases);
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.close();
        }
    }
}
