package io.polyclerk.core.understanding;

/** Kinds of details that are found in an utterance; wire names are part of the public surface. */
public enum Slot {
    ORDER_NUMBER("orderNumber"),
    EMAIL("email"),
    PHONE("phone"),
    POSTCODE("postcode"),
    TRACKING_NUMBER("trackingNumber"),
    AMOUNT("amount"),
    DATE("date"),
    QUANTITY("quantity"),
    SIZE("size"),
    COLOUR("colour"),
    SKU("sku"),
    PRODUCT("product"),
    ADDRESS("address");

    private final String wireName;

    Slot(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
