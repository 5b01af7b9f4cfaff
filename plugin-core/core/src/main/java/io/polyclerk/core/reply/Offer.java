package io.polyclerk.core.reply;

/** An answer that is offered. @param value what comes back when it is picked; short ASCII */
public record Offer(String value, Phrase label) {}
