package io.polyclerk.server.wiring;

import io.polyclerk.core.proactive.Forecast;
import io.polyclerk.core.proactive.Wording;
import io.polyclerk.server.persistence.proactive.ProactiveLedger;
import io.polyclerk.server.persistence.proactive.SqlConsentStore;
import io.polyclerk.server.proactive.MerchantProactive;
import io.polyclerk.server.proactive.ProactiveResults;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows to resources what the bot says first. */
@Dependent
public class WritingFirstShown {

    @Produces
    @Dependent
    @Typed(MerchantProactive.class)
    MerchantProactive policies(Parts parts) {
        return parts.first.policies;
    }

    @Produces
    @Dependent
    @Typed(SqlConsentStore.class)
    SqlConsentStore consents(Parts parts) {
        return parts.first.consents;
    }

    @Produces
    @Dependent
    ProactiveLedger ledger(Parts parts) {
        return parts.first.ledger;
    }

    @Produces
    @Dependent
    ProactiveResults results(Parts parts) {
        return parts.first.results;
    }

    @Produces
    @Dependent
    Forecast forecast(Parts parts) {
        return parts.first.forecast;
    }

    @Produces
    @Dependent
    Wording wording(Parts parts) {
        return parts.first.wording;
    }
}
