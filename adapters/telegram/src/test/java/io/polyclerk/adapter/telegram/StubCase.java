package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An adapter at the double of the Bot API. */
abstract class StubCase {

    static final String TOKEN = "123456:secret-token";
    static final ConversationKey CHAT = new ConversationKey(new ConnectionId("tg1"), "5");

    BotApiStub stub;
    TelegramAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        stub = new BotApiStub();
        adapter = adapter("hook-secret", stub.address());
    }

    @AfterEach
    void close() {
        adapter.close();
        stub.close();
    }

    static TelegramAdapter adapter(String secret, String apiBase) {
        Map<String, String> settings = new HashMap<>(Map.of("botToken", TOKEN, "apiBase", apiBase));
        if (secret != null) {
            settings.put("webhookSecret", secret);
        }
        Connection connection = new Connection(new ConnectionId("tg1"), settings);
        return new TelegramAdapter(connection, TelegramApi.of(connection), java.time.Clock.systemUTC());
    }

    static String message(String text) {
        return update("\"text\":\"" + text + "\"");
    }

    static String update(String fields) {
        return "{\"update_id\":1,\"message\":{\"message_id\":42,\"from\":{\"id\":5000000000,\"is_bot\":false,\"first_name\":\"Ann\",\"language_code\":\"en\"},"
                + "\"chat\":{\"id\":5000000000,\"type\":\"private\"},\"date\":1700000000," + fields + "}}";
    }
}
