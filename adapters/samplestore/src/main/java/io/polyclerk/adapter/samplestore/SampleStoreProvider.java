package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens the sample store. Pictures of its products lie in the jar under {@code /pictures/<sku>.png}. */
public final class SampleStoreProvider implements AdapterProvider {

    @Override
    public String id() {
        return "samplestore";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        ChangeLog log = new ChangeLog(context.home(), context.clock());
        return new SampleStoreAdapter(new OrderBook(log, context.clock()), context.clock());
    }
}
