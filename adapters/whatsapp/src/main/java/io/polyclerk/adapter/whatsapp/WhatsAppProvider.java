package io.polyclerk.adapter.whatsapp;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;

/** Opens WhatsApp connections. */
public final class WhatsAppProvider implements AdapterProvider {

    @Override
    public String id() {
        return "whatsapp";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        WhatsAppApi api = new WhatsAppApi(connection, context, WhatsAppApi.PATIENCE);
        return new WhatsAppAdapter(connection, api, context.uploads(), context.cache());
    }
}
