package io.polyclerk.spi;

/** One open connection to a platform. Thread-safe: core calls it from many threads at once. */
public sealed interface Adapter extends AutoCloseable permits ChannelAdapter, StoreAdapter {

    /**
     * Proves the settings against the platform with a call that changes nothing. May block for as long as the HTTP client allows.
     *
     * @throws AdapterException sorted by what has to happen next
     */
    void check();

    /** Ends the connection; called at most once by core, harmless when called again. Leaves no thread behind. */
    @Override
    default void close() {}
}
