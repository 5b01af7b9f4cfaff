package io.polyclerk.spi;

import java.util.Map;

/** Optional extra of a {@link StoreAdapter}: a plugin of ours may run inside the shop and has to know what it is connected to. */
@Incubating
public interface ShopPlugin {

    /**
     * Tells the shop's plugin what it needs, through the shop's own API and with its own credentials, so that nobody but the shop learns
     * it.
     *
     * @param state the nonce of the installation that the plugin must have begun itself
     * @param facts may hold secrets
     * @return false when the shop runs no such plugin
     * @throws AdapterException.Refused when the plugin did not begin this installation
     */
    boolean introduce(String state, Map<String, String> facts);
}
