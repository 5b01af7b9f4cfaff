package io.polyclerk.adapter.shopify;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulated shop for load runs: how it is reached, what it sells, and how often it had to throttle. */
public final class SimulatedShop implements AutoCloseable {

    private final ShopSimulator simulator = new ShopSimulator(Clock.systemUTC());

    /** An order and the address that proves it. @param calls of the shop that its answer takes */
    public record Known(String number, String email, int calls) {}

    /** A shop on the smallest plan. @param latency of each answer */
    public SimulatedShop(Duration latency) {
        simulator.latency = latency;
    }

    /** Settings of a connection. */
    public Map<String, String> settings() {
        return OpenShop.settings(simulator, "graphql");
    }

    public List<Known> orders() {
        return List.of(new Known("1002", "omar@mail.example", 2), new Known("1004", "yuki@mail.example", 2));
    }

    /** Words that find a product. */
    public String product() {
        return "Fernwick rain jacket";
    }

    /** Answers that said THROTTLED. */
    public int refused() {
        return simulator.throttled.get();
    }

    public int calls() {
        return simulator.calls.size();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
