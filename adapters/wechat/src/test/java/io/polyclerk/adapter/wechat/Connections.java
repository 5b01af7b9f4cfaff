package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.util.HashMap;
import java.util.Map;

/** A merchant's settings for each door. */
final class Connections {

    private static final ConnectionId ID = new ConnectionId("wx1");

    private Connections() {}

    static ConversationKey chat(String shopper) {
        return new ConversationKey(ID, shopper);
    }

    static Connection officialAccount(String apiBase, boolean encrypted) {
        Map<String, String> settings = account("official-account", apiBase);
        if (!encrypted) {
            settings.remove("encodingAesKey");
        }
        return new Connection(ID, settings);
    }

    static Connection miniProgram(String apiBase) {
        return new Connection(ID, account("mini-program", apiBase));
    }

    static Connection customerService(String apiBase) {
        Map<String, String> settings = account("customer-service", apiBase);
        settings.remove("appId");
        settings.put("corpId", WeChatSimulator.CORP_ID);
        settings.put("openKfId", WeChatSimulator.OPEN_KF_ID);
        return new Connection(ID, settings);
    }

    static Connection with(Connection connection, String name, String value) {
        Map<String, String> settings = new HashMap<>(connection.settings());
        settings.put(name, value);
        return new Connection(connection.id(), settings);
    }

    static Connection without(Connection connection, String name) {
        Map<String, String> settings = new HashMap<>(connection.settings());
        settings.remove(name);
        return new Connection(connection.id(), settings);
    }

    private static Map<String, String> account(String door, String apiBase) {
        return new HashMap<>(Map.of(
                "door", door,
                "appId", WeChatSimulator.APP_ID,
                "appSecret", WeChatSimulator.SECRET,
                "token", Pushes.TOKEN,
                "encodingAesKey", Pushes.AES_KEY,
                "apiBase", apiBase));
    }
}
