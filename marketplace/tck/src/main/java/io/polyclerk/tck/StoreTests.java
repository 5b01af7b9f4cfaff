package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.Product;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Orders, customers and products are what the shop holds: exact, whole, and nobody else's. */
@Group("T")
interface StoreTests extends StoreSubject {

    @Test
    default void anOrderIsFoundByItsNumberWithAndWithoutTheSign() {
        withShop(shop -> {
            Optional<Order> order = shop.findOrder(knownOrder().number());
            assertThat(order).isPresent();
            assertThat(shop.findOrder("#" + knownOrder().number())).isEqualTo(order);
            assertThat(order.get().number()).isEqualTo(knownOrder().number());
        });
    }

    @Test
    default void moneyIsExactToTheSmallestCoin() {
        withShop(shop -> {
            Order order = known(shop);
            assertThat(order.total()).isEqualTo(knownOrder().total());
            assertThat(order.lines().stream().map(OrderLine::total).map(total -> total.currency()))
                    .allMatch(order.total().currency()::equals);
        });
    }

    @Test
    default void timesAreInstantsAndNotTheShopsLocalTime() {
        withShop(shop ->
                assertThat(known(shop).placedAt()).isEqualTo(knownOrder().placedAt()));
    }

    @Test
    default void everyPositionIsThereWithItsQuantity() {
        withShop(shop -> assertThat(known(shop).lines())
                .hasSize(knownOrder().lines())
                .allSatisfy(line -> {
                    assertThat(line.quantity()).isPositive();
                    assertThat(line.title()).isNotBlank();
                    assertThat(line.id()).isNotBlank();
                }));
    }

    @Test
    default void theRevisionStaysWhileNothingChanges() {
        withShop(shop -> {
            assertThat(known(shop).revision()).isNotBlank();
            assertThat(known(shop).revision()).isEqualTo(known(shop).revision());
        });
    }

    @Test
    default void aNumberThatIsNearlyRightFindsNothing() {
        withShop(shop -> {
            for (String near : nearNumbers()) {
                assertThat(shop.findOrder(near)
                                .filter(order ->
                                        order.number().equals(knownOrder().number())))
                        .as(near)
                        .isEmpty();
            }
        });
    }

    @Test
    default void aCustomerGetsTheirOwnOrdersAndNoMoreThanAskedFor() {
        withShop(shop -> {
            List<Order> orders = shop.ordersOf(knownOrder().owner(), 10);
            assertThat(orders).extracting(Order::number).contains(knownOrder().number());
            assertThat(orders)
                    .as("newest first")
                    .isSortedAccordingTo(
                            java.util.Comparator.comparing(Order::placedAt).reversed());
            assertThat(shop.ordersOf(knownOrder().owner(), 1)).hasSize(1);
        });
    }

    @Test
    default void aStrangerGetsNobodysOrders() {
        withShop(shop -> assertThat(shop.ordersOf(stranger(), 10)).isEmpty());
    }

    @Test
    default void productsAreFoundWithAPriceAndAStockThatIsToldWithItsTime() {
        withShop(shop -> {
            List<Product> products = shop.searchProducts(productWords(), 3);
            assertThat(products).isNotEmpty().hasSizeLessThanOrEqualTo(3).allSatisfy(product -> {
                assertThat(product.title()).isNotBlank();
                assertThat(product.variants()).isNotEmpty();
                assertThat(product.variants())
                        .allSatisfy(
                                variant -> assertThat(variant.price().amount()).isNotNegative());
            });
        });
    }

    @Test
    default void wordsThatFindNothingAreNoFailure() {
        withShop(shop -> {
            assertThat(shop.searchProducts("qzxqzx qzxqzx", 3)).isEmpty();
            for (String hostile : List.of("", " ", "*", "' OR 1=1", "\"", "(", "\\", "\u0000", "x".repeat(5_000))) {
                assertThat(shop.searchProducts(hostile, 3)).isNotNull();
            }
        });
    }

    @Test
    default void policiesAreTheShopsOwnWords() {
        withShop(shop -> assertThat(shop.policies()).allSatisfy(policy -> {
            assertThat(policy.text()).isNotBlank().doesNotContain("<p>", "</");
            assertThat(policy.language()).isNotBlank();
        }));
    }

    @Test
    default void nothingOfAnOrderIsPrinted() {
        withShop(shop -> {
            Order order = known(shop);
            String email = String.valueOf(order.customer().email());
            assertThat(order + " " + order.customer() + " " + order.shippingAddress())
                    .doesNotContain(email);
        });
    }

    private Order known(StoreAdapter shop) {
        return shop.findOrder(knownOrder().number()).orElseThrow();
    }

    private void withShop(java.util.function.Consumer<StoreAdapter> test) {
        StoreAdapter shop = (StoreAdapter) bench().open(shop());
        try {
            test.accept(shop);
        } finally {
            shop.close();
        }
    }
}
