package io.polyclerk.adapter.woocommerce;

import java.time.Duration;
import java.util.Map;

/** Something that goes wrong with one request. */
sealed interface Fault {

    /** The connection ends before the shop has done anything. */
    record CutBefore() implements Fault {}

    /** The shop does it and its answer is lost. */
    record CutAfter() implements Fault {}

    /** The shop dies while the payment provider works: the refund is recorded and stays without an outcome. */
    record DieInGateway() implements Fault {}

    /** The answer takes its time. */
    record Slow(Duration time) implements Fault {}

    /** The caller waits no longer, and the shop takes the request up only later. */
    record Late(Duration time) implements Fault {}

    /** The head of the answer comes, and half of its body. */
    record HalfAnswer() implements Fault {}

    /** Something before the shop answers instead of it. */
    record Instead(int status, Map<String, String> headers, String body) implements Fault {

        static Instead of(int status, String body) {
            return new Instead(status, Map.of("Content-Type", "application/json; charset=UTF-8"), body);
        }

        static Instead html(int status) {
            return new Instead(status, Map.of("Content-Type", "text/html"), "<html><body>no</body></html>");
        }
    }
}
