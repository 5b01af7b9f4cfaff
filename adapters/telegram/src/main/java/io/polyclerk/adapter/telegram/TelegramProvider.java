package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens Telegram connections. */
public final class TelegramProvider implements AdapterProvider {

    @Override
    public String id() {
        return "telegram";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        return new TelegramAdapter(connection, TelegramApi.of(connection), context.clock());
    }
}
