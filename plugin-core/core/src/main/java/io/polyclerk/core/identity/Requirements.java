package io.polyclerk.core.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Which skill and which action needs which level, and how old the proof may be: the table {@code identity-levels.properties}. What is
 * not in the table cannot be asked for.
 */
public final class Requirements {

    private static final Requirements TABLE = read();

    private final Map<String, Requirement> rows;

    private Requirements(Map<String, Requirement> rows) {
        this.rows = Map.copyOf(rows);
    }

    /** @param notOlderThan how long ago the shopper may have proven it; a platform that vouches does so with every message */
    public record Requirement(Level level, Duration notOlderThan) {

        /** The same with at least this level. */
        public Requirement atLeast(Level other) {
            return level.isAtLeast(other) ? this : new Requirement(other, notOlderThan);
        }
    }

    /** The table that is shipped. */
    public static Requirements table() {
        return TABLE;
    }

    /** @throws IllegalArgumentException when the table does not name it: a fault of the table that its test finds */
    public Requirement of(String name) {
        Requirement requirement = rows.get(name);
        if (requirement == null) {
            throw new IllegalArgumentException("no identity level is set for '" + name + "'");
        }
        return requirement;
    }

    private static Requirements read() {
        Properties properties = new Properties();
        try (InputStream stream = Requirements.class.getResourceAsStream("identity-levels.properties")) {
            if (stream == null) {
                throw new IllegalStateException("the table of identity levels is missing");
            }
            properties.load(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, Requirement> rows = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            String[] cells = properties.getProperty(name).strip().split("\\s+", -1);
            rows.put(name, new Requirement(Level.valueOf(cells[0].toUpperCase(Locale.ROOT)), Duration.parse(cells[1])));
        }
        return new Requirements(rows);
    }
}
