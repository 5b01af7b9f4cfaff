package io.polyclerk.server.wiring;

import io.polyclerk.server.billing.BillingDesk;
import io.polyclerk.server.billing.BillingUpkeep;
import io.polyclerk.server.billing.PlatformBilling;
import io.polyclerk.server.billing.UsageExport;
import io.polyclerk.server.outlet.Subscribing;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.BillingClaims;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.server.persistence.notices.EventOutlet;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows resources what there is about bills and about telling other systems. */
@Dependent
public class BillingShown {

    @Produces
    BillingDesk billingDesk(Billings billing) {
        return billing.desk;
    }

    @Produces
    BillingAccounts billingAccounts(Billings billing) {
        return billing.accounts;
    }

    @Produces
    Invoices invoices(Billings billing) {
        return billing.invoices;
    }

    @Produces
    BillingClaims billingClaims(Billings billing) {
        return billing.claims;
    }

    @Produces
    @Typed(BillingUpkeep.class)
    BillingUpkeep billingUpkeep(Billings billing) {
        return billing.upkeep;
    }

    @Produces
    UsageLog usageLog(Billings billing) {
        return billing.usage;
    }

    @Produces
    UsageExport usageExport(Billings billing) {
        return billing.export;
    }

    @Produces
    EventOutlet outlet(Billings billing) {
        return billing.outlet;
    }

    @Produces
    Subscribing subscribing(Billings billing) {
        return billing.subscribing;
    }

    @Produces
    PlatformBilling platformBilling(Billings billing) {
        return billing.platform;
    }

    @Produces
    @Typed(Billings.class)
    Billings billing(Parts parts) {
        return parts.billing;
    }
}
