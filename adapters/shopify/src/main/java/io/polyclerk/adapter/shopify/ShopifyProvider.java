package io.polyclerk.adapter.shopify;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Installable;
import io.polyclerk.spi.Installation;

/** Opens Shopify shops. */
public final class ShopifyProvider implements AdapterProvider, Installable {

    @Override
    public String id() {
        return "shopify";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new ShopifyAdapter(connection, context);
    }

    @Override
    public Installation installation(App app) {
        return new ShopifyInstallation(app);
    }
}
