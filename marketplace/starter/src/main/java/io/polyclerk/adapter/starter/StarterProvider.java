package io.polyclerk.adapter.starter;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens connections to Postbox. */
public final class StarterProvider implements AdapterProvider {

    @Override
    public String id() {
        return "starter";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new StarterAdapter(
                new StarterReader(connection.id(), connection.requiredSetting("signingKey")),
                new StarterWriter(
                        new StarterApi(connection, context.http()), "silent".equals(connection.setting("alert"))));
    }
}
