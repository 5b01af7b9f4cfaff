package io.polyclerk.core.observe;

/** Counts what happens. Thread-safe. Names and labels never hold personal data. */
@FunctionalInterface
public interface Counters {

    /** For tests and tools that do not count. */
    Counters NONE = (name, label) -> {};

    /** Adds one. @param label one value that tells kinds apart, empty when there are none */
    void count(String name, String label);
}
