package io.polyclerk.server.stores;

import java.time.Duration;

/**
 * How stores are read.
 *
 * @param fresh how long products are told from memory, as long as the store says nothing else; zero for never
 * @param stale how long they are told from memory when the store is away
 * @param patience how long a shopper waits for a store
 * @param calls how often one conversation may ask stores within an hour
 */
public record ReadLimits(Duration fresh, Duration stale, Duration patience, int calls) {}
