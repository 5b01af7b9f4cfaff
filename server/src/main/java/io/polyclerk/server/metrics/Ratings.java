package io.polyclerk.server.metrics;

/** What shoppers say of how they were served: 1 to 5. */
final class Ratings {

    static final int LOWEST = 1;
    static final int HIGHEST = 5;
    /** From here on the shopper is content. */
    static final int GOOD = 4;

    private Ratings() {}
}
