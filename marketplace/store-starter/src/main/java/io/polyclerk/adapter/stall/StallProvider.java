package io.polyclerk.adapter.stall;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens connections to Stall. */
public final class StallProvider implements AdapterProvider {

    @Override
    public String id() {
        return "stall";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new StallAdapter(
                new StallApi(connection, context.http()),
                new StallReader(context.clock()),
                new StallWebhooks(connection.requiredSetting("signingKey")));
    }
}
