package io.polyclerk.server.persistence.archive;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses values that would not fit into their columns. */
final class Widths {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,36}");
    /** Leaves room for ids that are given from then on. */
    private static final long HIGHEST = 1L << 52;

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private Widths() {}

    static void time(@Nullable Instant value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        mayBeTime(value, name);
    }

    static void mayBeTime(@Nullable Instant value, String name) {
        if (value != null && (value.isBefore(EARLIEST) || value.isAfter(LATEST))) {
            throw new IllegalArgumentException(name + " must lie between 1970 and 9999");
        }
    }

    static void id(@Nullable String value, String name) {
        if (value == null || !ID.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must be 1 to 36 letters, digits or '-'");
        }
    }

    static void number(long value, String name) {
        if (value < 1 || value > HIGHEST) {
            throw new IllegalArgumentException(name + " must be 1 to " + HIGHEST);
        }
    }

    static void fits(@Nullable String value, int longest, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        mayFit(value, longest, name);
    }

    static void mayFit(@Nullable String value, int longest, String name) {
        if (value != null && (value.length() > longest || value.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException(
                    name + " must have at most " + longest + " characters, none of them NUL");
        }
    }
}
