package io.polyclerk.core.ladder;

import java.time.Instant;

/** Keeps what a merchant spends on models within the merchant's cap. Thread-safe, and shared by all nodes. */
public interface Spending {

    /** For models that cost nothing, and for tests. */
    Spending UNLIMITED = new Spending() {
        @Override
        public boolean reserve(String merchant, long most, Instant now) {
            return true;
        }

        @Override
        public void settle(String merchant, long reserved, long spent, Instant now) {
            // Nothing is counted.
        }
    };

    /**
     * Sets aside what a request may cost at most. A crash before {@link #settle} leaves it spent: the cap is never passed.
     *
     * @param most in millionths of the currency of the cap
     * @return false when the cap of the day (UTC) would be passed; nothing is set aside then
     */
    boolean reserve(String merchant, long most, Instant now);

    /** Gives back what was set aside and not spent. */
    void settle(String merchant, long reserved, long spent, Instant now);
}
