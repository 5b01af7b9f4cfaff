package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingOrdersTest extends ShopCase {

    @Test
    void anOrderIsReadAsTheShopHoldsIt() {
        Order order = order("235");
        assertThat(order.id()).isEqualTo("235");
        assertThat(order.number()).isEqualTo("235");
        assertThat(order.status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(order.payment()).isEqualTo(PaymentStatus.PAID);
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-10-22T21:44:03Z"));
        assertThat(order.updatedAt()).isEqualTo(Instant.parse("2026-11-22T06:42:57Z"));
        assertThat(order.total()).isEqualTo(Money.of("105.28", "GBP"));
        assertThat(order.paymentMethod()).isEqualTo("Credit / Debit Card");
        assertThat(order.customer().id()).as("a guest").isNull();
        assertThat(order.customer().name()).isEqualTo("Liam Nguyen");
        assertThat(order.customer().email()).isEqualTo("liam.nguyen@mail.example");
        assertThat(order.customer().phone()).isEqualTo("+61 2 5550 0114");
        assertThat(order.shippingAddress().name()).isEqualTo("Gift Recipient");
        assertThat(order.shippingAddress().line1()).isEqualTo("77 Other Street");
        assertThat(order.shippingAddress().countryCode()).isEqualTo("AU");
        assertThat(order.billingAddress().line1()).isEqualTo("9 Bay Street");
        assertThat(order.shipments()).isEmpty();
        assertThat(order.lines()).hasSize(3);
        assertThat(order.lines().get(0).title()).isEqualTo("Trail First-Aid Kit");
        assertThat(order.lines().get(0).total()).isEqualTo(Money.of("24.00", "GBP"));
        assertThat(order.lines().get(0).productId()).isEqualTo("75");
        assertThat(order.lines().get(0).variantId()).isNull();
        assertThat(order.toString()).isEqualTo("Order[235]");
    }

    @Test
    void aLineCostsWhatTheShopperPaidForItWithTaxes() {
        Order order = order("192");
        assertThat(order.lines().get(0).total()).isEqualTo(Money.of("46.12", "EUR"));
        assertThat(order.lines().get(0).variantId()).isEqualTo("137");
        assertThat(order.lines().get(0).sku()).isEqualTo("FW-TEE-MER-MOSS-S");
        assertThat(order.customer().name()).isEqualTo("Seán O'Connor");
    }

    @ParameterizedTest
    @CsvSource({
        "239,AWAITING_PAYMENT,UNPAID",
        "235,PROCESSING,PAID",
        "247,ON_HOLD,UNPAID",
        "253,COMPLETED,PAID",
        "241,CANCELLED,VOIDED",
        "251,REFUNDED,REFUNDED",
        "249,FAILED,UNPAID",
        "192,COMPLETED,PARTLY_REFUNDED",
        "222,REFUNDED,REFUNDED",
        "220,PARTLY_SHIPPED,PAID",
        "186,SHIPPED,PAID"
    })
    void everyStatusHasItsMeaning(String number, OrderStatus status, PaymentStatus payment) {
        Order order = order(number);
        assertThat(order.status()).isEqualTo(status);
        assertThat(order.payment()).isEqualTo(payment);
    }

    @ParameterizedTest
    @CsvSource({"shipped,SHIPPED", "partial-shipped,PARTLY_SHIPPED", "delivered,DELIVERED", "at-the-tailor,UNKNOWN"})
    void statusesOfPluginsAreUnderstoodOrUnknown(String written, OrderStatus status) {
        shop.state.orders.get(235L).put("status", written);
        assertThat(order("235").status()).isEqualTo(status);
    }

    @Test
    void refundsAreToldWithTheirDatesAndReasons() {
        Order order = order("192");
        assertThat(order.refunds()).hasSize(2);
        assertThat(order.refunds().get(0).amount()).isEqualTo(Money.of("3.25", "EUR"));
        assertThat(order.refunds().get(0).reason()).isEqualTo("Goodwill for late delivery");
        assertThat(order.refunds().get(0).createdAt()).isEqualTo(Instant.parse("2026-11-22T06:43:06Z"));
        assertThat(order.refunds().get(0).idempotencyKey()).isNull();
        assertThat(order.refunds().get(1).amount()).isEqualTo(Money.of("46.13", "EUR"));
    }

    @Test
    void aNumberIsFoundWithAndWithoutItsSign() {
        assertThat(order("#235").id()).isEqualTo("235");
        assertThat(order("  # 235 ").id()).isEqualTo("235");
        assertThat(shop.count("GET /orders?"))
                .as("no search where the number is the id")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"999999", "23", "2350", "0235", "", "#", "235 OR 1=1", "../../wp/v2/users", "%", "liam.nguyen"})
    void nothingElseIsFoundByAnything(String number) {
        assertThat(adapter.findOrder(number)).isEmpty();
    }

    @Test
    void whatLiesInTheTrashIsGoneAndACartIsNoOrder() {
        assertThat(adapter.findOrder("187")).isEmpty();
        shop.state.orders.get(235L).put("status", "checkout-draft");
        assertThat(adapter.findOrder("235")).isEmpty();
    }

    @Test
    void aPluginsNumbersAreFoundThoughTheyAreNoIds() {
        shop.state.orders.get(253L).put("number", "FW-2026-0042");
        shop.state.orders.get(235L).put("number", "7001");
        shop.state.orders.get(239L).put("number", "70012");
        assertThat(order("fw-2026-0042").id()).isEqualTo("253");
        assertThat(order("#7001").id()).isEqualTo("235");
        assertThat(adapter.findOrder("235")).as("an id that is not a number").isEmpty();
        assertThat(adapter.findOrder("2026")).as("part of a number").isEmpty();
    }

    @Test
    void ofTwoOrdersWithOneNumberNeitherIsTold() {
        shop.state.orders.get(253L).put("number", "A-1");
        shop.state.orders.get(235L).put("number", "A-1");
        assertThat(adapter.findOrder("A-1")).isEmpty();
    }

    @Test
    void ordersOfACustomerComeNewestFirstAndNotMoreThanAskedFor() {
        assertThat(adapter.ordersOf(new CustomerMatch.ById("2"), 10))
                .extracting(Order::id)
                .containsExactly("186", "204", "240", "222");
        assertThat(adapter.ordersOf(new CustomerMatch.ById("2"), 1))
                .extracting(Order::id)
                .containsExactly("186");
        assertThat(adapter.ordersOf(new CustomerMatch.ById("2"), 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-1", "2x", "1e1", "999"})
    void guestsAreNobodysCustomers(String id) {
        assertThat(adapter.ordersOf(new CustomerMatch.ById(id), 10)).isEmpty();
    }

    @Test
    void anEMailIsComparedExactlyAndWithoutRegardToCase() {
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("hamish.fraser@mail.example"), 10))
                .extracting(Order::id)
                .containsExactly("239");
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("zoe.hughes+shop@mail.example"), 10))
                .extracting(Order::id)
                .containsExactly("220");
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("okafor"), 10)).isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("fraser@mail.example"), 10))
                .isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail(" "), 10)).isEmpty();
    }

    @Test
    void anOrderWithoutEMailBelongsToNoEMail() {
        ((ObjectNode) shop.state.orders.get(235L).path("billing")).put("email", "");
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail(""), 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "+442079460102,07700 900102,GB,false",
        "+447700900102,07700 900102,GB,true",
        "+447700900102,+44 7700 900102,US,true",
        "+447700900102,00447700900102,DE,true",
        "+12065550112,206-555-0112,US,true",
        "+12065550112,(206) 555.0112,CA,true",
        "+12065550112,206-555-0112,GB,false",
        "+4930555 00105,(030) 555-00105,DE,true",
        "+33199000106,01 99 00 01 06,FR,true",
        "+33199000106,0199000106,FR,true",
        "+390612345678,06 12345678,IT,true",
        "+34612345678,612 345 678,ES,true",
        "+34612345678,+34 612-345-678,ES,true",
        "+34612345678,612.345.678,ES,true",
        "+34612345678,612 345 679,ES,false",
        "+447700900102,17700900102,GB,false",
        "+447700900102,,GB,false"
    })
    void aPhoneIsComparedAsANumber(String asked, String written, String country, boolean same) {
        // They have these very numbers.
        shop.state.orders.keySet().removeAll(List.of(241L, 251L));
        ObjectNode billing = (ObjectNode) shop.state.orders.get(235L).path("billing");
        billing.put("phone", written == null ? "" : written).put("country", country);
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone(asked), 10))
                .extracting(Order::id)
                .containsExactlyElementsOf(same ? List.of("235") : List.of());
    }

    @Test
    void twoCustomersCanShareAPhoneAndARecipientsPhoneIsNotTheirs() {
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+447700900115"), 10))
                .extracting(Order::id)
                .containsExactly("200", "219", "218", "237", "236", "201");
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+447700900999"), 10))
                .as("the gift's recipient")
                .isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("0115"), 10)).isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("grace"), 10)).isEmpty();
    }

    @Test
    void pagesAreReadUntilTheLimitIsReachedAndNoFurther() {
        LongStream.rangeClosed(1_000, 1_259).forEach(id -> shop.state.copyOrder(235, id));
        List<Order> found = adapter.ordersOf(new CustomerMatch.ByEmail("liam.nguyen@mail.example"), 230);
        assertThat(found).extracting(Order::id).hasSize(230).doesNotHaveDuplicates();
        assertThat(shop.count("GET /orders?")).isEqualTo(3);
        shop.calls.clear();
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("liam.nguyen@mail.example"), 3))
                .hasSize(3);
        assertThat(shop.count("GET /orders?")).isEqualTo(1);
    }

    @Test
    void aMatchBehindManyNearMatchesIsFound() {
        LongStream.rangeClosed(1_000, 1_399)
                .mapToObj(id -> shop.state.copyOrder(235, id))
                .forEach(order -> ((ObjectNode) order.path("billing")).put("email", "not.liam.nguyen@mail.example"));
        shop.state.orders.get(235L).put("date_created_gmt", "2020-01-01T00:00:00");
        shop.state.orders.remove(253L);
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("liam.nguyen@mail.example"), 1))
                .extracting(Order::id)
                .containsExactly("235");
    }

    @Test
    void theRevisionStaysWithNotesAndMarksAndChangesWithWhatMatters() {
        String before = order("235").revision();
        ObjectNode held = shop.state.orders.get(235L);
        held.put("date_modified_gmt", "2026-11-24T08:00:00");
        held.withArray("meta_data").addObject().put("key", "_some_plugin").put("value", "x");
        assertThat(order("235").revision()).isEqualTo(before);
        ((ObjectNode) held.path("shipping")).put("postcode", "2001");
        String moved = order("235").revision();
        assertThat(moved).isNotEqualTo(before);
        ((ObjectNode) held.path("line_items").path(0)).put("quantity", 2);
        String more = order("235").revision();
        assertThat(more).isNotIn(before, moved);
        held.put("status", "on-hold");
        assertThat(order("235").revision()).isNotIn(before, moved, more);
    }

    @Test
    void reconciliationGoesThroughAllChangesFromTheOldestOn() {
        List<Order> changed = adapter.changedSince(Instant.parse("2026-11-22T06:42:57Z"), 100);
        assertThat(changed).extracting(Order::id).contains("235", "192").doesNotContain("187");
        assertThat(changed).isSortedAccordingTo(java.util.Comparator.comparing(Order::updatedAt));
        assertThat(adapter.changedSince(Instant.parse("2026-11-22T06:42:57Z"), 2))
                .hasSize(2);
        assertThat(adapter.changedSince(Instant.parse("2026-12-01T00:00:00Z"), 100))
                .isEmpty();
    }

    @Test
    void reconciliationMissesNothingWhenOrdersChangeMeanwhileOrShareASecond() {
        LongStream.rangeClosed(2_000, 2_249)
                .forEach(id -> shop.state.copyOrder(235, id).put("date_modified_gmt", "2026-11-23T10:00:00"));
        LongStream.rangeClosed(2_300, 2_359)
                .forEach(id -> shop.state.copyOrder(235, id).put("date_modified_gmt", "2026-11-23T11:00:00"));
        Instant since = Instant.parse("2026-11-23T10:00:00Z");
        assertThat(adapter.changedSince(since, 1_000)).hasSize(310);
        shop.plan("GET /orders", new Fault.Slow(Duration.ZERO));
        assertThat(adapter.changedSince(since.plusMillis(400), 1_000)).hasSize(310);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"id\":235,\"number\":\"235\"}"})
    void nonsenseIsNoOrder(String body) {
        shop.plan("GET /orders/235", Fault.Instead.of(200, body));
        shop.plan("GET /orders", Fault.Instead.of(200, "[" + body + "]"));
        assertThat(catchThrowable(() -> adapter.findOrder("235")))
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isNull(),
                        failure -> assertThat(failure).isInstanceOf(AdapterException.Unavailable.class));
    }

    @Test
    void aCurrencyThatNobodyKnowsIsNotGuessed() {
        shop.state.orders.get(235L).put("currency", "BTC");
        assertThatThrownBy(() -> order("235")).isInstanceOf(AdapterException.Unavailable.class);
    }

    @Test
    void manyShoppersAtOnceGetTheirOwnOrders() throws Exception {
        List<Long> ids = List.copyOf(shop.state.orders.keySet());
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Callable<Boolean>> calls = new java.util.ArrayList<>();
            for (int caller = 0; caller < 64; caller++) {
                String number = String.valueOf(ids.get(caller % ids.size()));
                calls.add(() ->
                        adapter.findOrder(number).map(Order::id).orElse("187").equals(number));
            }
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
    }
}
