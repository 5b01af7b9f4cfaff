package io.polyclerk.spi;

/** The platform took a message. @param messageId the platform's id, or our idempotency key where it gives none */
public record Receipt(String messageId) {}
