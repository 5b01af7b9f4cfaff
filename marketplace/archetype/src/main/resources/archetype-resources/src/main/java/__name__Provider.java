package ${package};

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens connections to ${name}. */
public final class ${name}Provider implements AdapterProvider {

    @Override
    public String id() {
        return "${id}";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new ${name}Adapter(
                new ${name}Reader(connection.id(), connection.requiredSetting("signingKey")),
                new ${name}Writer(
                        new ${name}Api(connection, context.http()), "silent".equals(connection.setting("alert"))));
    }
}
