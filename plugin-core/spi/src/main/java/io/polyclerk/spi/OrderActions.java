package io.polyclerk.spi;

import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import java.util.Optional;

/** Optional extra of a {@link StoreAdapter}: it can change orders. Core has checked policy, identity and consent before it calls. */
@Incubating
public interface OrderActions {

    /**
     * Changes an order, at most once for one key, and returns the order as the store holds it afterwards. An adapter whose platform
     * knows no idempotency key looks for the trace of an earlier attempt before it writes.
     *
     * @param action its kind is declared in {@link StoreCapabilities#actions()}
     * @param idempotencyKey the same for every attempt at the same change
     * @param expectedRevision {@link Order#revision()} of what the shopper was shown
     * @throws AdapterException.Refused when the order has changed in a way that matters, or the platform says no
     * @throws AdapterException.Unavailable with {@code mayHaveHappened} when the outcome is unknown: read back before anything else
     */
    Order perform(OrderAction action, String idempotencyKey, String expectedRevision);

    /**
     * Why the store would refuse every action with these credentials, in words for the merchant; empty when nothing speaks against it. Asks the
     * platform and changes nothing. Called beside {@link Adapter#check}, for a connection that reads is a good one without this.
     */
    default Optional<String> obstacle() {
        return Optional.empty();
    }
}
