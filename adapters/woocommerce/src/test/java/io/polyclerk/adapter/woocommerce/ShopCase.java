package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.store.Order;
import org.junit.jupiter.api.AfterEach;

/** An adapter that is connected to a shop in memory, which notes what no shop should be asked. */
abstract class ShopCase {

    final HandClock clock = new HandClock(OpenShop.START);
    final ShopSimulator shop = new ShopSimulator(clock);
    WooCommerceAdapter adapter = OpenShop.adapter(shop, clock);

    @AfterEach
    void close() {
        adapter.close();
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    Order order(String number) {
        return adapter.findOrder(number).orElseThrow();
    }
}
