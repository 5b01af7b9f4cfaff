package io.polyclerk.spi.message;

/** One offered answer. @param value comes back when it is picked @param label what people see */
public record Option(String value, String label) {}
