package io.polyclerk.spi;

import io.polyclerk.spi.store.OrderAction;
import java.util.Set;

/**
 * What a store connection can do.
 *
 * @param actions kinds of {@link OrderAction} that {@link OrderActions} performs; empty when the store can only be read
 * @param webhooks whether the store tells of changes
 */
public record StoreCapabilities(Set<Class<? extends OrderAction>> actions, boolean webhooks) {

    public StoreCapabilities {
        actions = Set.copyOf(actions);
    }
}
