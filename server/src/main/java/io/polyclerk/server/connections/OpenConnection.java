package io.polyclerk.server.connections;

import io.polyclerk.server.adapters.LoadedAdapter;
import io.polyclerk.spi.Adapter;

/** A connection and its open adapter. */
public record OpenConnection(MerchantConnection connection, LoadedAdapter loaded, Adapter adapter) {

    OpenConnection with(MerchantConnection changed) {
        return new OpenConnection(changed, loaded, adapter);
    }
}
