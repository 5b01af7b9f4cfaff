package io.polyclerk.ai.redaction;

/**
 * A place in a text that tells who somebody is.
 *
 * @param start first UTF-16 unit in the original text
 * @param end after the last UTF-16 unit
 */
public record PersonalData(int start, int end, Type type) {

    /** What it is; the lower-case name is part of the public surface. */
    public enum Type {
        EMAIL,
        PHONE,
        CARD,
        IBAN,
        NATIONAL_ID,
        ADDRESS,
        SECRET
    }
}
