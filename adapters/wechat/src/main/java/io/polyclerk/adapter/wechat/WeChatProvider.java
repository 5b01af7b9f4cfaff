package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Installable;
import io.polyclerk.spi.Installation;

/** Opens WeChat connections by the door through which shoppers come in. */
public final class WeChatProvider implements AdapterProvider, Installable {

    @Override
    public String id() {
        return "wechat";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        String door = connection.requiredSetting("door");
        return switch (door) {
            case "official-account" -> AccountAdapter.ofOfficialAccount(connection, context);
            case "mini-program" -> AccountAdapter.ofMiniProgram(connection, context);
            case "customer-service" -> new CustomerServiceAdapter(connection, context);
            default ->
                throw new AdapterException.CredentialsRejected(
                        "door must be official-account, mini-program or customer-service");
        };
    }

    @Override
    public Installation installation(App app) {
        return new ThirdPartyInstallation(app);
    }
}
