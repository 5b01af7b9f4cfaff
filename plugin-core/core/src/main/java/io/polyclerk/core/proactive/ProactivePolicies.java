package io.polyclerk.core.proactive;

/** Knows what merchants let the bot say first. Thread-safe. */
@FunctionalInterface
public interface ProactivePolicies {

    ProactivePolicy of(String merchant);
}
