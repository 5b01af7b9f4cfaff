package io.polyclerk.server.wiring;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.turn.ShopReturns;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.connections.SqlCache;
import io.polyclerk.server.persistence.orders.SqlProductNews;
import io.polyclerk.server.persistence.orders.SqlStoreInbox;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.server.stores.CallCount;
import io.polyclerk.server.stores.ProductMemory;
import io.polyclerk.server.stores.ReadLimits;
import io.polyclerk.server.stores.ReadStores;
import io.polyclerk.server.stores.StorePatience;
import io.polyclerk.server.telemetry.Telemetry;
import io.polyclerk.server.upkeep.StoreUpkeep;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** How stores are read by turns, and what is done for them in between. */
final class Shopkeeping implements AutoCloseable {

    private final Database database;
    private final OpenConnections open;
    private final Settings settings;
    private final Clock clock;
    private final SqlProductNews news;
    private final StorePatience patience;
    private final ReadStores reading;
    private @Nullable StoreUpkeep upkeep;

    Shopkeeping(Database database, OpenConnections open, Settings settings, Telemetry telemetry, Clock clock) {
        this.database = database;
        this.open = open;
        this.settings = settings;
        this.clock = clock;
        ReadLimits limits = new ReadLimits(
                settings.duration(Setting.PRODUCTS_FRESH),
                settings.duration(Setting.PRODUCTS_STALE),
                settings.duration(Setting.STORE_PATIENCE),
                settings.number(Setting.STORE_CALLS, 1));
        news = new SqlProductNews(database);
        patience = new StorePatience(limits.patience());
        reading = new ReadStores(
                open,
                new ProductMemory(news, limits, clock),
                patience,
                new CallCount(limits.calls(), telemetry, clock));
    }

    ConnectionRegistry reading() {
        return reading;
    }

    void start(ShopReturns returns, Leases leases) {
        upkeep = new StoreUpkeep(
                open::stores,
                open::pause,
                returns::look,
                new SqlStoreInbox(database),
                news,
                leases,
                id -> new SqlCache(database, id, clock),
                settings.optional(Setting.PUBLIC_URL),
                clock);
    }

    @Override
    public void close() {
        if (upkeep != null) {
            upkeep.close();
        }
        patience.close();
    }
}
