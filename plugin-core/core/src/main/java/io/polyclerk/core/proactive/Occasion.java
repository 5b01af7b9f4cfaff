package io.polyclerk.core.proactive;

import io.polyclerk.spi.MessageTemplates;
import java.util.Locale;
import java.util.Optional;

/** Why the bot may write first. */
public enum Occasion {
    /** An order waits for its payment. */
    PAYMENT_REMINDER(Purpose.ORDER_NEWS, MessageTemplates.PAYMENT_REMINDER, MessageTemplates.UTILITY),
    /** A parcel is on its way. */
    ORDER_SHIPPED(Purpose.ORDER_NEWS, MessageTemplates.SHIPPING_NEWS, MessageTemplates.UTILITY),
    /** A parcel has arrived. */
    ORDER_DELIVERED(Purpose.ORDER_NEWS, MessageTemplates.DELIVERY_NEWS, MessageTemplates.UTILITY),
    /** The order has arrived some days ago: how was it? */
    REVIEW_REQUEST(Purpose.FEEDBACK, MessageTemplates.REVIEW_REQUEST, MessageTemplates.MARKETING);

    private final Purpose purpose;
    private final String template;
    private final String category;

    Occasion(Purpose purpose, String template, String category) {
        this.purpose = purpose;
        this.template = template;
        this.category = category;
    }

    /** What the shopper must have allowed. */
    public Purpose purpose() {
        return purpose;
    }

    /** Purpose of the approved words for it, where a platform wants such. */
    public String template() {
        return template;
    }

    /** The category in which these words must have been approved. */
    public String category() {
        return category;
    }

    /** Whether it may come a day later as well as now. News that is old is told no more. */
    public boolean isNews() {
        return this == ORDER_SHIPPED || this == ORDER_DELIVERED;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Occasion> ofWireName(String name) {
        for (Occasion occasion : values()) {
            if (occasion.wireName().equals(name)) {
                return Optional.of(occasion);
            }
        }
        return Optional.empty();
    }
}
