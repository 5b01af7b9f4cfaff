package io.polyclerk.core.action;

/** The policies of merchants. Thread-safe. */
@FunctionalInterface
public interface Policies {

    /** The merchant's own policy, or {@link Policy#DEFAULT}. */
    Policy of(String merchant);
}
