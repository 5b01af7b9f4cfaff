package io.polyclerk.core.proactive;

/** Knows what merchants let the bot say first. Thread-safe. */
@FunctionalInterface
public interface ProactivePolicies {

    /** What counts now; nothing is said first for a merchant who has set nothing. */
    ProactivePolicy of(String merchant);
}
