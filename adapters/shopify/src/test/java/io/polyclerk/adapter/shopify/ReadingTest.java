package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.spi.store.Stock;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    private final HandClock clock = new HandClock(OpenShop.START);
    private final ShopSimulator shop = new ShopSimulator(clock);

    @AfterEach
    void close() {
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    private ShopifyAdapter adapter(String api) {
        return OpenShop.adapter(shop, api, clock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void anOrderIsFoundByItsNumberWithWhatProvesIt(String api) {
        ShopifyAdapter adapter = adapter(api);
        Order order = adapter.findOrder("1001").orElseThrow();
        assertThat(adapter.findOrder(" #1001 ")).contains(order);
        assertThat(order.id()).isEqualTo("1");
        assertThat(order.number()).isEqualTo("1001");
        assertThat(order.status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(order.payment()).isEqualTo(PaymentStatus.PAID);
        assertThat(order.total()).isEqualTo(Money.of("40.00", "GBP"));
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
        assertThat(order.customer().id()).isEqualTo("31");
        assertThat(order.customer().email()).isEqualTo("lena@mail.example");
        assertThat(order.customer().phone()).isEqualTo("+4930123456");
        assertThat(order.shippingAddress().postcode()).isEqualTo("LS1 4AB");
        assertThat(order.statusPage()).isEqualTo(URI.create("https://fernwick.example/orders/1"));
        assertThat(order.lines()).hasSize(2);
        assertThat(order.lines().get(0).title()).isEqualTo("Rain jacket");
        assertThat(order.lines().get(0).id()).isEqualTo("101");
        assertThat(order.lines().get(0).quantity()).isEqualTo(2);
        assertThat(order.lines().get(0).total())
                .as("after the discount, with the tax")
                .isEqualTo(Money.of("29.70", "GBP"));
        assertThat(order.shipments()).isEmpty();
        assertThat(order.toString()).doesNotContain("lena");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void theSameOrderHasOneRevisionUntilItChanges(String api) {
        ShopifyAdapter adapter = adapter(api);
        String before = adapter.findOrder("1001").orElseThrow().revision();
        shop.state.order(ShopState.gid("Order", 1)).put("note", "call me");
        assertThat(adapter.findOrder("1001").orElseThrow().revision()).isEqualTo(before);
        ShopState.child(shop.state.order(ShopState.gid("Order", 1)), "shippingAddress")
                .put("zip", "LS2");
        assertThat(adapter.findOrder("1001").orElseThrow().revision()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void whatIsOnlyLikeTheNumberIsNotFound(String api) {
        ShopifyAdapter adapter = adapter(api);
        for (String near :
                List.of("100", "1001-", "9999", "", "#", "*", "1001\" OR name:\"#1002", "status:any", "1001*", "\\")) {
            assertThat(adapter.findOrder(near)).as(near).isEmpty();
        }
        assertThat(adapter.findOrder("1001-a").orElseThrow().id()).isEqualTo("3");
        assertThat(adapter.findOrder("1005")).as("two orders of one name").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aParcelIsToldWithItsTrack(String api) {
        Order order = adapter(api).findOrder("1002").orElseThrow();
        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.shipments()).singleElement().satisfies(parcel -> {
            assertThat(parcel.status()).isEqualTo(ShipmentStatus.OUT_FOR_DELIVERY);
            assertThat(parcel.carrier()).isEqualTo("Royal Mail");
            assertThat(parcel.trackingNumber()).isEqualTo("RM1");
            assertThat(parcel.trackingUrl()).isEqualTo(URI.create("https://track.example/RM1"));
            assertThat(parcel.lineIds()).containsExactly("201", "202");
            assertThat(parcel.deliveredAt()).isNull();
        });
        if (api.equals("graphql")) {
            assertThat(order.shipments().get(0).lastEvent()).isEqualTo("With the driver (Leeds, GB)");
            assertThat(order.shipments().get(0).estimatedDelivery()).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void moneyIsInTheCurrencyThatWasPaid(String api) {
        assertThat(adapter(api).findOrder("1004").orElseThrow().total()).isEqualTo(Money.of("40.00", "EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aLongOrderIsReadToItsEnd(String api) {
        Order order = adapter(api).findOrder("1007").orElseThrow();
        assertThat(order.lines()).hasSize(65).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void ordersOfACustomerAreExactAndNewestFirst(String api) {
        ShopifyAdapter adapter = adapter(api);
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("LENA@mail.example"), 10))
                .extracting(Order::number)
                .containsExactly("1007", "1001-A", "1001");
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail("ena@mail.example"), 10))
                .isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+4930123456"), 2))
                .extracting(Order::number)
                .containsExactly("1007", "1001-A");
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+493012345"), 2)).isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("030 123456 OR 1"), 2))
                .isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ById("32"), 1))
                .extracting(Order::number)
                .containsExactly("1005");
        assertThat(adapter.ordersOf(new CustomerMatch.ById("32 OR 31"), 9)).isEmpty();
        assertThat(adapter.ordersOf(new CustomerMatch.ByEmail(" "), 9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void whatChangedIsToldOldestFirst(String api) {
        ShopifyAdapter adapter = adapter(api);
        Instant since = Instant.parse("2026-11-24T08:00:00Z");
        assertThat(adapter.changedSince(since, 10)).extracting(Order::id).containsExactly("4", "5", "6", "7");
        assertThat(adapter.changedSince(since, 2)).extracting(Order::id).containsExactly("4", "5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void everythingOnSaleIsListedWithItsPicture(String api) {
        ProductListing listing = OpenShop.adapter(shop, api, clock);
        ProductListing.Page page = listing.products(null, 100);
        assertThat(page.next()).isNull();
        assertThat(page.products()).extracting(Product::id).containsExactly("11", "12");
        assertThat(page.products().get(0).variants()).isNotEmpty();
        assertThat(page.products().get(0).picture()).isNotNull();
        Product bare = page.products().get(0);
        Product pictureless =
                new Product(bare.id(), bare.title(), null, null, null, List.of(), Map.of(), bare.variants());
        assertThatThrownBy(() -> listing.openPicture(pictureless)).isInstanceOf(AdapterException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void productsAreFoundWithPricesAndStock(String api) {
        ShopifyAdapter adapter = adapter(api);
        List<Product> found = adapter.searchProducts("do you have rain jackets?", 5);
        assertThat(found).extracting(Product::id).containsExactly("11");
        Product jacket = found.get(0);
        assertThat(jacket.page().getHost()).isEqualTo("fernwick.example");
        assertThat(jacket.categories()).containsExactly("Outdoor");
        assertThat(jacket.variants()).hasSize(60);
        assertThat(jacket.variants().get(0)).satisfies(small -> {
            assertThat(small.price()).isEqualTo(Money.of("49.00", "GBP"));
            assertThat(small.regularPrice()).isEqualTo(Money.of("59.00", "GBP"));
            assertThat(small.options()).containsEntry("Size", "S");
            assertThat(small.stock()).isEqualTo(new Stock(Stock.State.IN_STOCK, 3, null, clock.instant()));
        });
        assertThat(jacket.variants().get(1).stock().state()).isEqualTo(Stock.State.OUT_OF_STOCK);
        assertThat(jacket.variants().get(2).stock().state()).isEqualTo(Stock.State.BACKORDER);
        assertThat(adapter.searchProducts("teapots", 5)).isEmpty();
        assertThat(adapter.searchProducts("secret", 5)).as("a draft").isEmpty();
        assertThat(adapter.searchProducts(" ", 5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aCodeNamesOneVariantAndNothingElse(String api) {
        ShopifyAdapter adapter = adapter(api);
        assertThat(adapter.searchProducts("is RJ-100-L there?", 5))
                .singleElement()
                .satisfies(found -> assertThat(found.variants())
                        .singleElement()
                        .satisfies(one -> assertThat(one.sku()).isEqualTo("RJ-100-L")));
        assertThat(adapter.searchProducts("SJ-300-S", 5)).isEmpty();
    }

    @Test
    void stockIsAskedForEachTimeAndNamesAreNot() {
        ShopifyAdapter adapter = adapter("graphql");
        adapter.searchProducts("socks", 1);
        adapter.searchProducts("socks", 1);
        assertThat(shop.count("Catalogue")).isEqualTo(1);
        assertThat(shop.count("ProductById")).isEqualTo(2);
        clock.pass(java.time.Duration.ofMinutes(11));
        adapter.searchProducts("socks", 1);
        assertThat(shop.count("Catalogue")).isEqualTo(2);
    }

    @Test
    void policiesComeInEveryLanguageThatIsUpToDate() {
        List<ShopPolicy> policies = adapter("graphql").policies();
        assertThat(policies)
                .extracting(policy -> policy.kind() + " " + policy.language() + " " + policy.title())
                .containsExactly("RETURNS en Refund policy", "SHIPPING en Shipping policy", "RETURNS de Widerruf");
        assertThat(policies.get(0).text()).isEqualTo("30 days.\n• unworn");
        assertThat(policies.get(2).text()).isEqualTo("30 Tage.");
    }

    @Test
    void policiesAreToldWithoutTheScopeForLanguages() {
        shop.graph.denied.add("QueryRoot.shopLocales");
        assertThat(adapter("graphql").policies())
                .extracting(ShopPolicy::language)
                .containsExactly("und", "und");
    }

    @Test
    void restTellsPoliciesInTheLanguageOfTheShop() {
        assertThat(adapter("rest").policies()).singleElement().satisfies(policy -> {
            assertThat(policy.kind()).isEqualTo(ShopPolicy.Kind.RETURNS);
            assertThat(policy.language()).isEqualTo("en");
        });
    }

    @Test
    void whatTheAppMayNotSeeIsLeftOut() {
        shop.graph.denied.addAll(List.of(
                "Order.email", "Order.customer", "Order.shippingAddress", "Order.billingAddress", "Order.phone"));
        Order order = adapter("graphql").findOrder("1001").orElseThrow();
        assertThat(order.customer().email()).isNull();
        assertThat(order.customer().id()).isNull();
        assertThat(order.shippingAddress()).isNull();
        assertThat(order.lines()).hasSize(2);
        assertThat(adapter("graphql").ordersOf(new CustomerMatch.ByEmail("lena@mail.example"), 5))
                .isEmpty();
    }

    @Test
    void withoutTheScopeForOrdersTheMerchantIsTold() {
        shop.graph.denied.add("QueryRoot.orders");
        assertThatThrownBy(() -> adapter("graphql").findOrder("1001"))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("scope");
    }
}
