package io.polyclerk.core.understanding;

import java.util.Locale;
import java.util.Optional;

/** What a shopper can want. The wire names, lower case with underscores, are part of the public surface. */
public enum Intent {
    TRACK_ORDER,
    RETURN_ITEM,
    REFUND_STATUS,
    CANCEL_ORDER,
    CHANGE_ADDRESS,
    PAYMENT_PROBLEM,
    PRODUCT_AVAILABILITY,
    SIZE_OR_PRODUCT_ADVICE,
    PRICE_OR_DISCOUNT,
    SHIPPING_POLICY,
    RETURN_POLICY,
    DAMAGED_OR_WRONG_ITEM,
    INVOICE_REQUEST,
    COMPLAINT,
    HUMAN_AGENT,
    GREETING,
    THANKS,
    GOODBYE,
    FEEDBACK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The intent with this wire name, if there is one. */
    public static Optional<Intent> ofWireName(String name) {
        for (Intent intent : values()) {
            if (intent.wireName().equals(name)) {
                return Optional.of(intent);
            }
        }
        return Optional.empty();
    }

    /** Whether it asks about goods of the shop and not about an order. */
    public boolean isAboutProducts() {
        return this == PRODUCT_AVAILABILITY || this == PRICE_OR_DISCOUNT || this == SIZE_OR_PRODUCT_ADVICE;
    }

    /** Whether an order has to be known to answer it. */
    public boolean isAboutAnOrder() {
        return switch (this) {
            case TRACK_ORDER,
                    RETURN_ITEM,
                    REFUND_STATUS,
                    CANCEL_ORDER,
                    CHANGE_ADDRESS,
                    DAMAGED_OR_WRONG_ITEM,
                    INVOICE_REQUEST -> true;
            case PAYMENT_PROBLEM,
                    PRODUCT_AVAILABILITY,
                    SIZE_OR_PRODUCT_ADVICE,
                    PRICE_OR_DISCOUNT,
                    SHIPPING_POLICY,
                    RETURN_POLICY,
                    COMPLAINT,
                    HUMAN_AGENT,
                    GREETING,
                    THANKS,
                    GOODBYE,
                    FEEDBACK -> false;
        };
    }

    /** Whether it only opens, softens or ends a talk and gives way to any real wish beside it. */
    public boolean isSmallTalk() {
        return this == GREETING || this == THANKS || this == GOODBYE;
    }
}
