package io.polyclerk.spi;

import io.polyclerk.spi.message.ConversationKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Optional extra of a {@link ChannelAdapter}: words that the platform has approved may be said when the reply window is closed. */
@Incubating
public interface MessageTemplates {

    /** What for: asks a shopper to write, because an answer waits that may not be said now. Takes no parameters. */
    String ANSWER_WAITING = "answer-waiting";

    /** What for: an order that waits for its payment. Parameters: amount, number. */
    String PAYMENT_REMINDER = "payment-reminder";

    /** What for: a parcel is on its way. Parameters: number, carrier, tracking number. */
    String SHIPPING_NEWS = "shipping-news";

    /** What for: a parcel has arrived. Parameter: number. */
    String DELIVERY_NEWS = "delivery-news";

    /** What for: asks how it was. Parameter: number. Must be of the category {@link #MARKETING}. */
    String REVIEW_REQUEST = "review-request";

    /** Category of what an order needs. */
    String UTILITY = "utility";

    /** Category of what serves the shop. */
    String MARKETING = "marketing";

    /** The templates of the manifest; does not call out. */
    List<Template> templates();

    /**
     * Says a template with one call to the platform; everything else as in {@link ChannelAdapter#send}.
     *
     * @param template its name
     * @param language as in {@link Template#language()}
     * @param idempotencyKey as in an {@link io.polyclerk.spi.message.OutboundMessage}
     */
    Receipt sendTemplate(
            ConversationKey conversation,
            String idempotencyKey,
            String template,
            String language,
            List<String> parameters);

    /**
     * Words that were approved.
     *
     * @param purpose what it is for
     * @param name under which the platform knows it
     * @param language the platform's tag
     * @param text as people see it, with places {@code {{1}}}, {@code {{2}}} … for parameters
     * @param category {@link #UTILITY} or {@link #MARKETING}, as it was approved; null where the platform knows no categories
     */
    record Template(
            String purpose,
            String name,
            String language,
            String text,
            @Nullable String category) {

        /** One of a platform that knows no categories. */
        public Template(String purpose, String name, String language, String text) {
            this(purpose, name, language, text, null);
        }
    }
}
