package io.polyclerk.core.rollout;

/** Says how far merchants let the bot go. Thread-safe; asked in every turn. */
@FunctionalInterface
public interface Rollouts {

    /** What counts now; everything automatic for a merchant who has set nothing. */
    Rollout of(String merchant);
}
