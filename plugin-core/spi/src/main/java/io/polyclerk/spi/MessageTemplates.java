package io.polyclerk.spi;

import io.polyclerk.spi.message.ConversationKey;
import java.util.List;

/** Optional extra of a {@link ChannelAdapter}: words that the platform has approved may be said when the reply window is closed. */
@Incubating
public interface MessageTemplates {

    /** What for: asks a shopper to write, because an answer waits that may not be said now. Takes no parameters. */
    String ANSWER_WAITING = "answer-waiting";

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
     * @param text as people see it, with places for parameters
     */
    record Template(String purpose, String name, String language, String text) {}
}
