package io.polyclerk.adapter.shopify;

import java.time.Duration;
import java.util.Map;

/** Something that goes wrong with one request. */
sealed interface Fault {

    /** The connection ends before the shop has done anything. */
    record CutBefore() implements Fault {}

    /** The shop does it and its answer is lost. */
    record CutAfter() implements Fault {}

    /** The head of the answer comes, and half of its body. */
    record HalfAnswer() implements Fault {}

    /** The answer takes its time. */
    record Slow(Duration time) implements Fault {}

    /** Something answers instead of the shop. */
    record Instead(int status, Map<String, String> headers, String body) implements Fault {
        static Instead of(int status) {
            return new Instead(status, Map.of(), "{\"errors\":\"no\"}");
        }
    }
}
