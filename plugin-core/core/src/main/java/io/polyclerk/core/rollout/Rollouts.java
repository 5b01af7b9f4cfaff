package io.polyclerk.core.rollout;

/** Says how far merchants let the bot go. Thread-safe; asked in every turn. */
@FunctionalInterface
public interface Rollouts {

    Rollout of(String merchant);
}
