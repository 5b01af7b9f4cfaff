package io.polyclerk.adapter.samplestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderActionsTest {

    private static final Address NEW_ADDRESS =
            new Address("Mei Lin", "Birkenweg 3", null, "Leipzig", null, "04109", "DE", null);

    @TempDir
    Path home;

    private SampleStoreAdapter shop;

    @BeforeEach
    void openShop() {
        shop = SampleShop.open(home);
    }

    @Test
    void everyDeclaredActionIsPerformed() {
        assertThat(shop.capabilities().actions())
                .containsExactlyInAnyOrder(
                        OrderAction.Cancel.class,
                        OrderAction.RefundMoney.class,
                        OrderAction.RequestReturn.class,
                        OrderAction.ChangeAddress.class,
                        OrderAction.AddNote.class);
    }

    @Test
    void cancellingAPaidOrderGivesTheMoneyBack() {
        Order order = perform(new OrderAction.Cancel("order-1003", "changed my mind"), "key-1");
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.payment()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(order.refunds()).singleElement().satisfies(refund -> {
            assertThat(refund.amount()).isEqualTo(order.total());
            assertThat(refund.idempotencyKey()).isEqualTo("key-1");
        });
        assertThat(order.updatedAt()).isEqualTo(SampleShop.NOW);
    }

    @Test
    void cancellingAnUnpaidOrderVoidsIt() {
        Order order = perform(new OrderAction.Cancel("order-1005", "too late"), "key-1");
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.payment()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(order.refunds()).isEmpty();
    }

    @Test
    void anOrderBeingPackedCanStillBeCancelled() {
        assertThat(perform(new OrderAction.Cancel("order-1027", "no longer needed"), "key-1")
                        .shipments())
                .isEmpty();
    }

    @Test
    void whatHasLeftIsNeitherCancelledNorRedirected() {
        for (String id : List.of("order-1001", "order-1009", "order-1002", "order-1012", "order-1017")) {
            assertRefused(new OrderAction.Cancel(id, "stop"));
            assertRefused(new OrderAction.ChangeAddress(id, NEW_ADDRESS));
        }
    }

    @Test
    void theAddressChangesBeforeShipping() {
        Order order = perform(new OrderAction.ChangeAddress("order-1003", NEW_ADDRESS), "key-1");
        assertThat(order.shippingAddress()).isEqualTo(NEW_ADDRESS);
        assertThat(order.billingAddress().postcode()).isEqualTo("10115");
        assertRefused(new OrderAction.ChangeAddress(
                "order-1003", new Address(null, " ", null, null, null, null, null, null)));
    }

    @Test
    void refundsAddUpToNoMoreThanWasPaid() {
        Order first = perform(refund("order-1001", "11.60", "EUR"), "key-1");
        assertThat(first.payment()).isEqualTo(PaymentStatus.PARTLY_REFUNDED);
        assertThat(first.status()).isEqualTo(OrderStatus.SHIPPED);
        assertRefused(refund("order-1001", "40.01", "EUR"));
        Order second = perform(refund("order-1001", "40.00", "EUR"), "key-2");
        assertThat(second.payment()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(second.status()).isEqualTo(OrderStatus.REFUNDED);
        assertRefused(refund("order-1001", "0.01", "EUR"));
    }

    @Test
    void refundsOfMillsAreExact() {
        Order order = perform(refund("order-1037", "0.005", "KWD"), "key-1");
        assertThat(order.refunds().get(0).amount().amount()).isEqualByComparingTo("0.005");
        assertThat(SampleShop.open(home).findOrder("1037").orElseThrow().refunds())
                .isEqualTo(order.refunds());
    }

    @Test
    void anImpossibleRefundIsRefused() {
        assertRefused(refund("order-1001", "0.00", "EUR"));
        assertRefused(refund("order-1001", "-5.00", "EUR"));
        assertRefused(refund("order-1001", "5.00", "USD"));
        assertRefused(refund("order-1005", "5.00", "CNY"));
        assertRefused(new OrderAction.RefundMoney(
                "order-1001", List.of(new LineQuantity("1001-2", 3)), Money.of("5.00", "EUR"), "broken"));
    }

    @Test
    void aReturnIsRequestedAfterDelivery() {
        Order order = perform(requestReturn("order-1002", new LineQuantity("1002-1", 1)), "key-1");
        assertThat(order.returns()).singleElement().satisfies(request -> {
            assertThat(request.lineIds()).containsExactly("1002-1");
            assertThat(request.status()).isEqualTo("requested");
        });
        assertRefused(requestReturn("order-1002", new LineQuantity("1002-1", 1)));
        assertRefused(requestReturn("order-1002", new LineQuantity("1002-2", 2)));
        assertRefused(requestReturn("order-1002", new LineQuantity("1003-1", 1)));
        assertRefused(requestReturn("order-1002"));
        assertRefused(requestReturn("order-1001", new LineQuantity("1001-1", 1)));
    }

    @Test
    void aNoteIsKeptAndLeavesTheRevisionAlone() throws IOException {
        String before = shop.findOrder("1001").orElseThrow().revision();
        Order order = perform(new OrderAction.AddNote("order-1001", "请放在门卫处 – مرحبا", true), "key-1");
        assertThat(order.revision()).isEqualTo(before);
        assertThat(Files.readString(file())).contains("请放在门卫处 – مرحبا");
        assertRefused(new OrderAction.AddNote("order-1001", " ", false));
    }

    @Test
    void oneKeyIsOneChangeAlsoAfterARestart() {
        OrderAction action = refund("order-1001", "5.00", "EUR");
        String shown = shop.findOrder("1001").orElseThrow().revision();
        Order first = shop.perform(action, "key-1", shown);
        SampleStoreAdapter reopened = SampleShop.open(home, SampleShop.NOW.plus(Duration.ofDays(3)));
        assertThat(shop.perform(action, "key-1", shown)).isEqualTo(first);
        assertThat(reopened.perform(action, "key-1", shown)).isEqualTo(first);
        assertThat(reopened.findOrder("1001").orElseThrow().refunds()).hasSize(1);
    }

    @Test
    void everyKindOfChangeSurvivesARestart() {
        perform(new OrderAction.Cancel("order-1043", "wrong"), "key-1");
        perform(refund("order-1001", "5.00", "EUR"), "key-2");
        OrderAction returned = new OrderAction.RequestReturn(
                "order-1002", List.of(new LineQuantity("1002-1", 1)), "too small", "both sleeves");
        perform(returned, "key-3");
        perform(new OrderAction.ChangeAddress("order-1003", NEW_ADDRESS), "key-4");
        perform(new OrderAction.AddNote("order-1003", "ring twice", false), "key-5");
        SampleStoreAdapter reopened = SampleShop.open(home);
        assertThat(SampleShop.orders(reopened)).isEqualTo(SampleShop.orders(shop));
        assertThat(reopened.perform(returned, "key-3", "1"))
                .isEqualTo(shop.findOrder("1002").orElseThrow());
    }

    @Test
    void aKeyOfAnotherChangeIsRefused() {
        perform(refund("order-1001", "5.00", "EUR"), "key-1");
        assertThatThrownBy(() -> perform(refund("order-1001", "6.00", "EUR"), "key-1"))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void anOrderThatChangedSinceIsLeftAlone() {
        String shown = shop.findOrder("1003").orElseThrow().revision();
        perform(new OrderAction.ChangeAddress("order-1003", NEW_ADDRESS), "key-1");
        assertThatThrownBy(() -> shop.perform(new OrderAction.Cancel("order-1003", "stop"), "key-2", shown))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.findOrder("1003").orElseThrow().status()).isEqualTo(OrderStatus.PROCESSING);
    }

    @Test
    void anUnknownOrderIsRefused() {
        assertThatThrownBy(() -> shop.perform(new OrderAction.Cancel("order-1", "stop"), "key-1", "1"))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void manyAtOnceLoseNothingAndDoubleNothing() throws Exception {
        SampleStoreAdapter second = SampleShop.open(home);
        List<Callable<Order>> attempts = new ArrayList<>();
        for (int number = 1001; number <= 1060; number++) {
            OrderAction note = new OrderAction.AddNote("order-" + number, "seen", false);
            String key = "key-" + number;
            attempts.add(() -> shop.perform(note, key, "1"));
            attempts.add(() -> second.perform(note, key, "1"));
        }
        attempts.add(() -> shop.perform(refund("order-1001", "5.00", "EUR"), "refund", "1"));
        attempts.add(() -> second.perform(refund("order-1001", "5.00", "EUR"), "refund", "1"));
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Order> done : threads.invokeAll(attempts)) {
                done.get();
            }
        }
        String content = Files.readString(file());
        for (int number = 1001; number <= 1060; number++) {
            assertThat(content.split("\"key-" + number + "\"", -1)).hasSize(2);
        }
        assertThat(SampleShop.open(home).findOrder("1001").orElseThrow().refunds())
                .hasSize(1);
    }

    @Test
    void aCrashWhileWritingLeavesTheOldState() throws IOException {
        perform(refund("order-1001", "5.00", "EUR"), "key-1");
        Files.writeString(home.resolve("samplestore.json.new"), "{\"openedOn\":\"2026-1");
        SampleStoreAdapter reopened = SampleShop.open(home);
        assertThat(reopened.findOrder("1001").orElseThrow().refunds()).hasSize(1);
        reopened.perform(new OrderAction.AddNote("order-1001", "still here", false), "key-2", "2");
        assertThat(Files.readString(file())).contains("still here");
    }

    @Test
    void aFileThatCannotBeReadIsToldAndKept() throws IOException {
        Files.createDirectories(home);
        Files.writeString(file(), "not json");
        assertThatThrownBy(() -> SampleShop.open(home).check()).isInstanceOf(AdapterException.Unavailable.class);
        assertThat(Files.readString(file())).isEqualTo("not json");
    }

    @Test
    void aRecordedChangeThatNoLongerFitsDoesNotCloseTheShop() throws IOException {
        perform(new OrderAction.Cancel("order-1003", "changed my mind"), "key-1");
        Files.writeString(file(), Files.readString(file()).replace("order-1003", "order-1002"));
        SampleStoreAdapter reopened = SampleShop.open(home);
        assertThat(reopened.findOrder("1002").orElseThrow().status()).isEqualTo(OrderStatus.DELIVERED);
        Files.writeString(file(), Files.readString(file()).replace("order-1002", "order-9999"));
        assertThat(SampleShop.open(home).findOrder("1003").orElseThrow().status())
                .isEqualTo(OrderStatus.PROCESSING);
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold() throws IOException {
        Path blocked = Files.writeString(home.resolve("blocked"), "a file, not a folder");
        assertThatThrownBy(() -> SampleShop.open(blocked).check()).isInstanceOf(AdapterException.Unavailable.class);
    }

    @Test
    void openingTouchesNoFile() throws IOException {
        Path untouched = home.resolve("later");
        SampleShop.open(untouched);
        assertThat(untouched).doesNotExist();
    }

    @Test
    void changesAreListedFromTheOldestOn() {
        perform(new OrderAction.AddNote("order-1049", "hello", false), "key-1");
        List<Order> changed = shop.changedSince(SampleShop.NOW.minus(Duration.ofHours(40)), 100);
        assertThat(changed.get(changed.size() - 1).number()).isEqualTo("1049");
        assertThat(changed).isSortedAccordingTo((one, two) -> one.updatedAt().compareTo(two.updatedAt()));
        assertThat(changed).hasSizeBetween(5, 20);
        assertThat(shop.changedSince(SampleShop.NOW, 100)).hasSize(1);
        assertThat(shop.changedSince(Instant.EPOCH, 7)).hasSize(7);
    }

    @Test
    void webhooksAreNotForUs() {
        WebhookRequest request =
                new WebhookRequest("POST", Map.of(), Map.of(), "{}".getBytes(StandardCharsets.UTF_8), SampleShop.NOW);
        assertThat(shop.receive(request))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(404));
    }

    private Order perform(OrderAction action, String key) {
        String number = action.orderId().replaceFirst("order-", "");
        Order order =
                shop.perform(action, key, shop.findOrder(number).orElseThrow().revision());
        assertThat(shop.findOrder(number)).contains(order);
        return order;
    }

    private void assertRefused(OrderAction action) {
        String number = action.orderId().replaceFirst("order-", "");
        Order before = shop.findOrder(number).orElseThrow();
        assertThatThrownBy(() -> shop.perform(action, "refused", before.revision()))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.findOrder(number)).contains(before);
    }

    private static OrderAction refund(String orderId, String amount, String currency) {
        return new OrderAction.RefundMoney(orderId, List.of(), Money.of(amount, currency), "broken");
    }

    private static OrderAction requestReturn(String orderId, LineQuantity... lines) {
        return new OrderAction.RequestReturn(orderId, List.of(lines), "too small", null);
    }

    private Path file() {
        return home.resolve("samplestore.json");
    }
}
