package io.polyclerk.core.identity;

import io.polyclerk.core.mail.Mail;
import org.jspecify.annotations.Nullable;

/**
 * That a shopper asked for a code in a turn.
 *
 * @param orderNumber as the shopper wrote it
 * @param shopper who asked, the same in all conversations on a connection
 * @param letter what brings it; null when the shop has no such order or no address for it, which nobody learns
 */
public record AskedCode(
        String orderNumber, String shopper, @Nullable Mail letter) {}
