package io.polyclerk.spi.store;

import org.jspecify.annotations.Nullable;

/** Where an order goes. @param countryCode ISO 3166-1 alpha-2 @param region state or province, as the store writes it */
public record Address(
        @Nullable String name,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postcode,
        @Nullable String countryCode,
        @Nullable String phone) {

    /** Personal data: never printed. */
    @Override
    public String toString() {
        return "Address[…]";
    }
}
