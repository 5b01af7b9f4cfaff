package io.polyclerk.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionRulesTest {

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void onlyWhatIsPaidForOrWaitsIsStillInTheShop(OrderStatus status) {
        boolean here = Set.of(OrderStatus.AWAITING_PAYMENT, OrderStatus.PROCESSING, OrderStatus.ON_HOLD)
                .contains(status);
        assertThat(ActionRules.hasLeft(order(status))).isEqualTo(!here);
    }

    @ParameterizedTest
    @EnumSource(ShipmentStatus.class)
    void aParcelThatIsOnItsWayHasLeftThoughTheOrderDoesNotSaySo(ShipmentStatus status) {
        assertThat(ActionRules.hasLeft(order(OrderStatus.PROCESSING, ShipmentStatus.PREPARING, status)))
                .isEqualTo(status != ShipmentStatus.PREPARING);
    }

    @Test
    void anotherStateThanWasShownIsRefused() {
        Order order = order(OrderStatus.PROCESSING);
        assertThatCode(() -> ActionRules.requireUnchanged(order, "r1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> ActionRules.requireUnchanged(order, "r0"))
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessageContaining("has changed");
    }

    private static Order order(OrderStatus status, ShipmentStatus... parcels) {
        return new Order(
                "1",
                "1001",
                "r1",
                status,
                PaymentStatus.PAID,
                Instant.EPOCH,
                Instant.EPOCH,
                Money.of("1.00", "EUR"),
                List.of(),
                new Customer(null, null, null, null),
                null,
                null,
                Stream.of(parcels)
                        .map(one -> new Shipment("s", one, null, null, null, null, null, null, List.of(), null))
                        .toList(),
                List.of(),
                List.of(),
                null,
                null);
    }
}
