package io.polyclerk.adapter.line;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens connections to LINE Official Accounts. */
public final class LineProvider implements AdapterProvider {

    @Override
    public String id() {
        return "line";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        LineApi api = new LineApi(connection, context.http());
        return new LineAdapter(
                new LineReader(connection.id(), connection.requiredSetting("channelSecret")), new LineWriter(api), api);
    }
}
