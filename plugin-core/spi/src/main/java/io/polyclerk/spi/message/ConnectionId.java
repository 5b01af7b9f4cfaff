package io.polyclerk.spi.message;

import java.util.regex.Pattern;

/** The id of a connection: 1 to 64 of {@code a-z A-Z 0-9 _ -}, beginning with a letter or digit. Part of webhook addresses. */
public record ConnectionId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    public ConnectionId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a connection id is 1 to 64 letters, digits, '_' or '-'");
        }
    }

    public static boolean isValid(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
