package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionsTest extends ShopCase {

    private static final Address NEW_PLACE =
            new Address("Jane van Dyk", "42 New Street", null, "Sydney", "NSW", "2001", "AU", null);

    private Order order(long id) {
        return adapter.findOrder(String.valueOf(id)).orElseThrow();
    }

    private Order perform(OrderAction action, String key) {
        return adapter.perform(
                action, key, order(Long.parseLong(action.orderId())).revision());
    }

    private static OrderAction cancel(long id) {
        return new OrderAction.Cancel(String.valueOf(id), "changed my mind");
    }

    private static OrderAction move(long id, Address address) {
        return new OrderAction.ChangeAddress(String.valueOf(id), address);
    }

    @Test
    void everyActionIsDeclared() {
        assertThat(adapter.capabilities().actions())
                .containsExactlyInAnyOrder(
                        OrderAction.Cancel.class,
                        OrderAction.RefundMoney.class,
                        OrderAction.RequestReturn.class,
                        OrderAction.ChangeAddress.class,
                        OrderAction.AddNote.class);
    }

    @Test
    void aCancelledOrderIsCancelledInTheShopAndNoMoneyMoves() {
        Order after = perform(cancel(235), "k1");
        assertThat(after.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(shop.state.orders.get(235L).path("status").asText()).isEqualTo("cancelled");
        assertThat(shop.state.moneyMoved).isEmpty();
        assertThat(shop.state.notesOf(235))
                .singleElement()
                .satisfies(note -> assertThat(note.path("note").asText())
                        .startsWith("The shopper asks to cancel: changed my mind"));
    }

    @Test
    void cancellingTwiceWithOneKeyWritesOnce() {
        String revision = order(235).revision();
        adapter.perform(cancel(235), "k1", revision);
        assertThat(adapter.perform(cancel(235), "k1", revision).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(shop.count("PUT /orders/235")).isEqualTo(1);
        assertThat(shop.state.notesOf(235)).hasSize(1);
    }

    @Test
    void whatTheShopRevivedIsNotCancelledAgainByAnOldKey() {
        String revision = order(235).revision();
        adapter.perform(cancel(235), "k1", revision);
        shop.state.orders.get(235L).put("status", "processing");
        assertThat(adapter.perform(cancel(235), "k1", revision).status()).isEqualTo(OrderStatus.PROCESSING);
    }

    @Test
    void anAnswerThatWasLostIsFoundAgain() {
        String revision = order(235).revision();
        shop.plan("PUT /orders/235", new Fault.CutAfter());
        assertThat(catchThrowableOfType(
                                AdapterException.Unavailable.class, () -> adapter.perform(cancel(235), "k1", revision))
                        .mayHaveHappened())
                .isTrue();
        assertThat(adapter.perform(cancel(235), "k1", revision).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(shop.count("PUT /orders/235")).isEqualTo(1);
    }

    @Test
    void anOrderThatCannotBeReadAfterwardsIsInDoubt() {
        String revision = order(235).revision();
        shop.plan("GET /orders/235", new Fault.Slow(java.time.Duration.ZERO));
        shop.plan("GET /orders/235", new Fault.Slow(java.time.Duration.ZERO));
        shop.plan("GET /orders/235", Fault.Instead.html(502));
        assertThat(catchThrowableOfType(
                                AdapterException.Unavailable.class, () -> adapter.perform(cancel(235), "k1", revision))
                        .mayHaveHappened())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {186, 220, 253, 251, 192})
    void whatHasLeftTheShopIsNeitherCancelledNorRedirected(long id) {
        assertThatThrownBy(() -> perform(cancel(id), "k1")).isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> perform(move(id, NEW_PLACE), "k2")).isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.count("P")).isZero();
    }

    @Test
    void anOrderThatChangedSinceItWasShownIsLeftAlone() {
        String shown = order(235).revision();
        shop.state.orders.get(235L).put("status", "on-hold");
        for (OrderAction action : List.of(cancel(235), move(235, NEW_PLACE))) {
            assertThatThrownBy(() -> adapter.perform(action, "k" + action, shown))
                    .isInstanceOf(AdapterException.Refused.class);
        }
        assertThat(shop.count("P")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999", "187", "0", "-1", "abc", "235/notes", "1e3", "99999999999999999999"})
    void anOrderThatIsNotThereCannotBeChanged(String id) {
        assertThatThrownBy(() -> adapter.perform(new OrderAction.Cancel(id, "x"), "k", "r"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.count("P")).isZero();
    }

    @Test
    void anAddressReplacesTheOldOneAsAWhole() {
        ((ObjectNode) shop.state.orders.get(235L).path("shipping"))
                .put("company", "Old Works")
                .put("address_2", "Back door");
        Order after = perform(move(235, NEW_PLACE), "k1");
        assertThat(after.shippingAddress().line1()).isEqualTo("42 New Street");
        assertThat(after.shippingAddress().line2()).isNull();
        assertThat(after.shippingAddress().postcode()).isEqualTo("2001");
        ObjectNode shipping = (ObjectNode) shop.state.orders.get(235L).path("shipping");
        assertThat(shipping.path("first_name").asText()).isEqualTo("Jane van");
        assertThat(shipping.path("last_name").asText()).isEqualTo("Dyk");
        assertThat(shipping.path("company").asText()).isEmpty();
        assertThat(shipping.path("phone").asText()).as("not given, so kept").isEqualTo("+44 7700 900999");
        assertThat(shop.state.orders.get(235L).path("billing").path("address_1").asText())
                .isEqualTo("9 Bay Street");
    }

    @Test
    void whoIsNotNamedStaysTheRecipient() {
        Order after = perform(
                move(235, new Address(null, "42 New Street", null, "Sydney", null, "2001", null, "+61 2 5550 0199")),
                "k1");
        assertThat(after.shippingAddress().name()).isEqualTo("Gift Recipient");
        assertThat(after.shippingAddress().countryCode()).isEqualTo("AU");
        assertThat(after.shippingAddress().region()).as("within the town").isEqualTo("NSW");
        assertThat(after.shippingAddress().phone()).isEqualTo("+61 2 5550 0199");
    }

    @Test
    void anOldKeyDoesNotBringAnOldAddressBack() {
        String revision = order(235).revision();
        adapter.perform(move(235, NEW_PLACE), "k1", revision);
        ((ObjectNode) shop.state.orders.get(235L).path("shipping")).put("address_1", "1 Merchant's Choice");
        assertThat(adapter.perform(move(235, NEW_PLACE), "k1", revision)
                        .shippingAddress()
                        .line1())
                .isEqualTo("1 Merchant's Choice");
    }

    @Test
    void anAddressThatIsNoneOrInAnotherCountryIsRefused() {
        for (Address address : List.of(
                new Address("J", " ", null, "Sydney", null, "2001", "AU", null),
                new Address("J", "42 New Street", null, null, null, " ", "AU", null),
                new Address("J", "42 New Street", null, "Auckland", null, "1010", "NZ", null))) {
            assertThatThrownBy(() -> perform(move(235, address), "k" + address.postcode()))
                    .isInstanceOf(AdapterException.Refused.class);
        }
        assertThat(shop.count("P")).isZero();
    }

    @Test
    void aNoteIsWrittenOnceAndStaysWords() {
        OrderAction note = new OrderAction.AddNote("235", "<a href=x>click</a> & \"你好\"", true);
        perform(note, "k1");
        perform(note, "k1");
        assertThat(shop.state.notesOf(235)).singleElement().satisfies(written -> {
            assertThat(written.path("note").asText()).startsWith("&lt;a href=x&gt;click&lt;/a&gt; &amp; \"你好\"");
            assertThat(written.path("customer_note").asBoolean()).isTrue();
        });
        perform(note, "k2");
        assertThat(shop.state.notesOf(235)).hasSize(2);
        assertThatThrownBy(() -> perform(new OrderAction.AddNote("235", "  ", false), "k3"))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void aReturnIsRecordedOnTheOrderAndToldToTheShop() {
        Order shown = order(253);
        String line = shown.lines().get(0).id();
        OrderAction request =
                new OrderAction.RequestReturn("253", List.of(new LineQuantity(line, 1)), "too small", "left sleeve");
        Order after = adapter.perform(request, "k1", shown.revision());
        assertThat(after.returns()).singleElement().satisfies(one -> {
            assertThat(one.lineIds()).containsExactly(line);
            assertThat(one.reason()).isEqualTo("too small");
            assertThat(one.status()).isEqualTo("requested");
            assertThat(one.createdAt()).isEqualTo(clock.instant());
        });
        assertThat(after.revision()).isNotEqualTo(shown.revision());
        assertThat(adapter.perform(request, "k1", shown.revision()).returns()).hasSize(1);
        assertThat(shop.state.notesOf(253))
                .singleElement()
                .satisfies(note -> assertThat(note.path("note").asText()).contains("1 × ", "too small. left sleeve"));
        assertThatThrownBy(() -> perform(request, "k2"))
                .as("a second return of the same")
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void aReturnWhoseNoteWasLostGetsItLater() {
        String revision = order(253).revision();
        OrderAction request = new OrderAction.RequestReturn(
                "253", List.of(new LineQuantity(order(253).lines().get(0).id(), 1)), "too small", null);
        shop.plan("POST /orders/253/notes", new Fault.CutBefore());
        assertThatThrownBy(() -> adapter.perform(request, "k1", revision))
                .isInstanceOf(AdapterException.Unavailable.class);
        adapter.perform(request, "k1", revision);
        assertThat(shop.state.notesOf(253)).hasSize(1);
        assertThat(order(253).returns()).hasSize(1);
    }

    @Test
    void onlyWhatWasBoughtAndSentComesBack() {
        for (OrderAction request : List.of(
                new OrderAction.RequestReturn("253", List.of(new LineQuantity("1", 1)), "r", null),
                new OrderAction.RequestReturn(
                        "253",
                        List.of(new LineQuantity(order(253).lines().get(0).id(), 99)),
                        "r",
                        null),
                new OrderAction.RequestReturn(
                        "253",
                        List.of(new LineQuantity(order(253).lines().get(0).id(), 0)),
                        "r",
                        null),
                new OrderAction.RequestReturn("253", List.of(), "r", null),
                new OrderAction.RequestReturn(
                        "235",
                        List.of(new LineQuantity(order(235).lines().get(0).id(), 1)),
                        "r",
                        null))) {
            assertThatThrownBy(() -> perform(request, "k" + request)).isInstanceOf(AdapterException.Refused.class);
        }
        assertThat(shop.count("P")).isZero();
    }
}
