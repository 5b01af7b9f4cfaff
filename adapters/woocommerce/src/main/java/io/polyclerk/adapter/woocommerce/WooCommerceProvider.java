package io.polyclerk.adapter.woocommerce;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Installable;
import io.polyclerk.spi.Installation;

/** Opens WooCommerce shops. */
public final class WooCommerceProvider implements AdapterProvider, Installable {

    @Override
    public String id() {
        return "woocommerce";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new WooCommerceAdapter(connection, context);
    }

    @Override
    public Installation installation(App app) {
        return new WooCommerceInstallation();
    }
}
