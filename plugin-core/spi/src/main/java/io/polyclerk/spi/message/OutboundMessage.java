package io.polyclerk.spi.message;

/**
 * What the bot or an agent says: one content, so one call to the platform.
 *
 * @param idempotencyKey 1 to 32 of {@code 0-9 a-z A-Z _ -}, the same for every attempt; given to platforms that take one
 */
public record OutboundMessage(ConversationKey conversation, String idempotencyKey, Content content) {}
