package io.polyclerk.server.wiring;

import io.polyclerk.server.billing.BillingDesk;
import io.polyclerk.server.billing.BillingUpkeep;
import io.polyclerk.server.billing.PlatformBilling;
import io.polyclerk.server.billing.PriceList;
import io.polyclerk.server.billing.UsageExport;
import io.polyclerk.server.billing.UsageMeter;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.SignUp;
import io.polyclerk.server.outlet.EventCourier;
import io.polyclerk.server.outlet.Subscribing;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.BillingAgreements;
import io.polyclerk.server.persistence.billing.BillingClaims;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.server.persistence.connections.SqlInstallationStore;
import io.polyclerk.server.persistence.notices.EventOutlet;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.net.URI;
import java.time.Clock;
import java.util.function.Predicate;

/** Counting, bills and what is told to other systems, put together. */
final class Billings implements AutoCloseable {

    final UsageLog usage;
    final UsageExport export;
    final BillingAccounts accounts;
    final Invoices invoices;
    final BillingClaims claims;
    final BillingDesk desk;
    final BillingUpkeep upkeep;
    final PlatformBilling platform;
    final EventOutlet outlet;
    final Subscribing subscribing;
    private final EventCourier courier;

    Billings(Settings settings, Database database, SecretBox secrets, OpenConnections open, Clock clock) {
        usage = new UsageLog(database);
        export = new UsageExport(usage);
        accounts = new BillingAccounts(database);
        invoices = new Invoices(database);
        claims = new BillingClaims(database);
        PriceList prices = PriceList.of(settings.optional(Setting.TIERS) == null ? null : settings.path(Setting.TIERS));
        desk = new BillingDesk(prices, accounts, invoices, usage, new UsageMeter(usage), clock);
        platform = new PlatformBilling(
                desk,
                invoices,
                new BillingAgreements(database),
                new InstalledPlatforms(open, new SqlInstallationStore(database, secrets)),
                settings.flag(Setting.BILLING_TEST),
                clock);
        upkeep = new BillingUpkeep(desk, accounts, platform::settle);
        outlet = new EventOutlet(database, secrets);
        SignUp reach = SignUp.of(settings);
        Predicate<URI> mayCall = address -> reach.mayCall(address.toString());
        subscribing = new Subscribing(outlet, mayCall, clock);
        courier = new EventCourier(outlet, new Leases(database, clock), mayCall, clock);
    }

    void start() {
        upkeep.start();
        courier.start();
    }

    @Override
    public void close() {
        upkeep.close();
        courier.close();
    }
}
