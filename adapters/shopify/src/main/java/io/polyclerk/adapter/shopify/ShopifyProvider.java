package io.polyclerk.adapter.shopify;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens Shopify shops. */
public final class ShopifyProvider implements AdapterProvider {

    @Override
    public String id() {
        return "shopify";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new ShopifyAdapter(connection, context);
    }
}
