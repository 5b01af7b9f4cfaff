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
    @Typed(MerchantProactive.class)
    MerchantProactive policies(Parts parts) {
        return parts.first.policies;
    }

    @Produces
    @Typed(SqlConsentStore.class)
    SqlConsentStore consents(Parts parts) {
        return parts.first.consents;
    }

    @Produces
    ProactiveLedger ledger(Parts parts) {
        return parts.first.ledger;
    }

    @Produces
    ProactiveResults results(Parts parts) {
        return parts.first.results;
    }

    @Produces
    Forecast forecast(Parts parts) {
        return parts.first.forecast;
    }

    @Produces
    Wording wording(Parts parts) {
        return parts.first.wording;
    }
}
