package io.polyclerk.core.understanding;

/**
 * A detail found in an utterance.
 *
 * @param value normalised: ASCII digits, no {@code #} before an order number, E.164 for a phone where the country is known, lower case e-mail
 * @param start first UTF-16 unit in the original text
 * @param end after the last UTF-16 unit
 */
public record FoundSlot(Slot slot, String value, int start, int end) {}
