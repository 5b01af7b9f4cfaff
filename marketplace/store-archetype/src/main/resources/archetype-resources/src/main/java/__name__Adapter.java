package ${package};

import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One ${name}, read only. A store that can be changed implements {@code OrderActions} too. What a platform finds is compared once more: a
 * near match would be somebody else's order.
 */
final class ${name}Adapter implements StoreAdapter {

    private static final StoreCapabilities CAPABILITIES = new StoreCapabilities(Set.of(), true);
    private static final String NUMBER = "[A-Za-z0-9-]{1,40}";
    private static final int LONGEST_SEARCH = 200;

    private final ${name}Api api;
    private final ${name}Reader reader;
    private final ${name}Webhooks webhooks;

    ${name}Adapter(${name}Api api, ${name}Reader reader, ${name}Webhooks webhooks) {
        this.api = api;
        this.reader = reader;
        this.webhooks = webhooks;
    }

    @Override
    public StoreCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        String wanted = orderNumber.startsWith("#") ? orderNumber.substring(1) : orderNumber;
        if (!wanted.matches(NUMBER)) {
            return Optional.empty();
        }
        List<Order> found =
                orders(Map.of("number", wanted), order -> order.number().equals(wanted), 2);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    @Override
    public List<Order> ordersOf(CustomerMatch customer, int limit) {
        return switch (customer) {
            case CustomerMatch.ByEmail known ->
                orders(
                        Map.of("email", known.email()),
                        order -> known.email().equalsIgnoreCase(order.customer().email()),
                        limit);
            case CustomerMatch.ByPhone known ->
                orders(
                        Map.of("phone", known.phone()),
                        order -> known.phone().equals(order.customer().phone()),
                        limit);
            case CustomerMatch.ById known ->
                orders(
                        Map.of("customer", known.customerId()),
                        order -> known.customerId().equals(order.customer().id()),
                        limit);
        };
    }

    private List<Order> orders(Map<String, String> asked, Predicate<Order> exact, int limit) {
        return api.list("/v1/orders", asked, "orders").stream()
                .map(reader::order)
                .filter(exact)
                .sorted(Comparator.comparing(Order::placedAt).reversed())
                .limit(Math.max(0, limit))
                .toList();
    }

    @Override
    public List<Product> searchProducts(String words, int limit) {
        String asked = words.replaceAll("\\p{Cntrl}", " ").strip();
        if (asked.isEmpty() || asked.length() > LONGEST_SEARCH || limit < 1) {
            return List.of();
        }
        return api.list("/v1/products", Map.of("q", asked), "products").stream()
                .limit(limit)
                .map(reader::product)
                .toList();
    }

    @Override
    public List<ShopPolicy> policies() {
        return api.list("/v1/policies", Map.of(), "policies").stream()
                .map(reader::policy)
                .toList();
    }

    @Override
    public WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        return webhooks.read(request);
    }

    @Override
    public void check() {
        api.list("/v1/policies", Map.of(), "policies");
    }
}
