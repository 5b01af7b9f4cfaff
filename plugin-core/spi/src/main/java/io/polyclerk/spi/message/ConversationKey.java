package io.polyclerk.spi.message;

/**
 * One chat on one connection.
 *
 * @param chatId the platform's own id of the chat, opaque to core
 */
public record ConversationKey(ConnectionId connection, String chatId) {}
