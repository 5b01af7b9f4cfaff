package io.polyclerk.spi;

import io.polyclerk.spi.store.Coupon;
import java.util.Optional;

/** Optional extra of a {@link StoreAdapter}: what the codes of the shop take off. */
@Incubating
public interface Coupons {

    /**
     * The coupon whose code a shopper has written, compared without regard to case. Empty when there is none, and when it is meant for
     * certain people only. Codes are never listed: whoever has one knows it.
     */
    Optional<Coupon> findCoupon(String code);

    /** Whether codes can be asked for at all; false for a store behind a wrapper that knows none. */
    default boolean tellsCoupons() {
        return true;
    }
}
