package io.polyclerk.adapter.woocommerce;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens WooCommerce shops. */
public final class WooCommerceProvider implements AdapterProvider {

    @Override
    public String id() {
        return "woocommerce";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new WooCommerceAdapter(connection, context);
    }
}
