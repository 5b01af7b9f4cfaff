package io.polyclerk.adapter.woocommerce;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulated shop for load runs: how it is reached, what it sells, and how often it had to ask for patience. */
public final class SimulatedShop implements AutoCloseable {

    private final ShopSimulator simulator = new ShopSimulator(Clock.systemUTC());

    /** An order and the address that proves it. @param calls of the shop that its answer takes */
    public record Known(String number, String email, int calls) {}

    /** @param latency of each answer @param atOnce how many requests it bears at once; more are answered with 429 */
    public SimulatedShop(Duration latency, int atOnce) {
        simulator.latency = latency;
        simulator.bearsAtOnce = atOnce;
    }

    /** Settings of a connection. */
    public Map<String, String> settings() {
        return OpenShop.settings(simulator);
    }

    public List<Known> orders() {
        return List.of(
                new Known("235", "liam.nguyen@mail.example", 1),
                new Known(
                        "239",
                        simulator.state.orders.get(239L).at("/billing/email").asText(),
                        1),
                new Known(
                        "253",
                        simulator.state.orders.get(253L).at("/billing/email").asText(),
                        1));
    }

    /** The shop's plugin begins a connection with this nonce. */
    public void begin(String state) {
        simulator.state.begun.add(state);
    }

    /** What the shop hands over when its merchant agrees (WooCommerce REST API documentation, "Authentication endpoint"). */
    public String agreed(String state) {
        return Recordings.JSON
                .createObjectNode()
                .put("key_id", 1)
                .put("user_id", state)
                .put("consumer_key", ShopSimulator.KEY)
                .put("consumer_secret", ShopSimulator.SECRET)
                .put("key_permissions", "read_write")
                .toString();
    }

    /** What the plugin was told when the connection was made; empty before. */
    public Map<String, String> introduction() {
        Map<String, String> facts = new java.util.HashMap<>();
        simulator
                .state
                .introduction
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        return facts;
    }

    public int webhooks() {
        return simulator.state.webhooks.all.size();
    }

    /** From now on the shop answers nobody, or everybody again. */
    public void away(boolean away) {
        simulator.away = away;
    }

    /** Number of an order of a customer who has an account. */
    public String orderOfCustomer(String customer) {
        return simulator.state.orders.values().stream()
                .filter(order -> order.path("customer_id").asText().equals(customer))
                .map(order -> order.path("number").asText())
                .findFirst()
                .orElseThrow();
    }

    /** Words that find a product. */
    public String product() {
        return simulator.state.catalogue.products.get(25L).path("name").asText();
    }

    /** Answers that asked for patience. */
    public int refused() {
        return simulator.refused.get();
    }

    public int calls() {
        return simulator.calls.size();
    }

    /** How often it was asked for products, whatever else goes on. */
    public long askedForProducts() {
        return simulator.count("GET /products");
    }

    @Override
    public void close() {
        simulator.close();
    }
}
