package io.polyclerk.adapter.samplestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import jakarta.json.JsonObject;
import java.lang.Character.UnicodeScript;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleShopContentTest {

    /**
     * Numbers that regulators keep for drama: Ofcom (020 7946 0xxx, 07700 900xxx), the North American plan (555-01xx), the
     * Bundesnetzagentur (030 23125 xxx, 089 99998 xxx, 0171 39200xx) and Arcep (06 39 98 xx xx).
     */
    private static final Pattern FICTIONAL_PHONE = Pattern.compile(
            "\\+442079460\\d{3}|\\+447700900\\d{3}|\\+1[2-9]\\d{2}55501\\d{2}|\\+493023125\\d{3}|\\+498999998\\d{3}"
                    + "|\\+4917139200\\d{2}|\\+3363998\\d{4}");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @TempDir
    Path home;

    private SampleStoreAdapter shop;
    private List<Order> orders;
    private List<Product> products;

    @BeforeEach
    void openShop() {
        shop = SampleShop.open(home);
        orders = SampleShop.orders(shop);
        products = SampleShop.products().stream()
                .map(product -> shop.searchProducts(product.getString("sku"), 1).get(0))
                .toList();
    }

    @Test
    void thereAreAtLeastFortyProductsInSixCategories() {
        assertThat(products).hasSizeGreaterThanOrEqualTo(40);
        assertThat(products.stream().flatMap(product -> product.categories().stream()))
                .contains("Cosmetics", "Consumer electronics", "Fashion & shoes", "Home & kitchen", "Outdoor", "Toys");
    }

    @Test
    void everySkuIsUnique() {
        assertThat(variants().map(Variant::sku)).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(products.stream().map(Product::id)).doesNotHaveDuplicates();
    }

    @Test
    void stockIsFoundInEveryState() {
        assertThat(variants().map(variant -> variant.stock().state())).contains(Stock.State.values());
        assertThat(variants().map(Variant::stock))
                .anyMatch(stock -> stock.quantity() != null && stock.quantity() > 0 && stock.quantity() <= 3)
                .anyMatch(stock -> stock.state() == Stock.State.IN_STOCK && stock.quantity() == null)
                .anyMatch(stock -> stock.state() == Stock.State.OUT_OF_STOCK && stock.restockAt() != null)
                .anyMatch(stock -> stock.state() == Stock.State.OUT_OF_STOCK && stock.restockAt() == null)
                .allMatch(
                        stock -> stock.restockAt() == null || stock.restockAt().isAfter(SampleShop.NOW));
    }

    @Test
    void aSaleIsCheaperAndTellsItsEnd() {
        List<Variant> onSale =
                variants().filter(variant -> variant.regularPrice() != null).toList();
        assertThat(onSale)
                .hasSizeGreaterThan(10)
                .allMatch(variant -> variant.price()
                                .amount()
                                .compareTo(variant.regularPrice().amount())
                        < 0)
                .allMatch(variant -> variant.saleEnds().isAfter(SampleShop.NOW));
    }

    @Test
    void aSaleThatIsOverCostsTheRegularPriceAndComesAgainNextSeason() {
        assertThat(tonerPrice(SampleShop.NOW.plus(Duration.ofDays(11)))).isEqualTo(Money.of("16.90", "EUR"));
        assertThat(tonerPrice(SampleShop.NOW.plus(Duration.ofDays(13)))).isEqualTo(Money.of("19.90", "EUR"));
        assertThat(tonerPrice(SampleShop.NOW.plus(Duration.ofDays(29)))).isEqualTo(Money.of("16.90", "EUR"));
    }

    private Money tonerPrice(Instant now) {
        return SampleShop.open(home, now).searchProducts("COS-101-200", 1).get(0).variants().stream()
                .filter(variant -> "COS-101-200".equals(variant.sku()))
                .findFirst()
                .orElseThrow()
                .price();
    }

    @Test
    void textsAreThereInEnglishAndChinese() {
        for (JsonObject product : SampleShop.products()) {
            for (String name : List.of("title", "description")) {
                assertThat(product.getJsonObject(name).getString("en"))
                        .isNotBlank()
                        .doesNotContainPattern(HAN);
                assertThat(product.getJsonObject(name).getString("zh")).containsPattern(HAN);
            }
            assertThat(product.getJsonObject("facts").getJsonObject("zh"))
                    .hasSameSizeAs(product.getJsonObject("facts").getJsonObject("en"));
        }
    }

    @Test
    void everyTradeHasItsFacts() {
        assertThat(in("Cosmetics")).allMatch(product -> product.facts().containsKey("Ingredients (INCI)"));
        assertThat(in("Fashion & shoes"))
                .allMatch(product -> product.facts().keySet().containsAll(List.of("Material", "Size table")));
        assertThat(in("Consumer electronics"))
                .allMatch(product -> product.facts().size() >= 4)
                .allMatch(product -> product.facts().values().stream().anyMatch(fact -> fact.matches(".*\\d.*")));
    }

    private List<Product> in(String category) {
        return products.stream()
                .filter(product -> product.categories().contains(category))
                .toList();
    }

    private Stream<Variant> variants() {
        return products.stream().flatMap(product -> product.variants().stream());
    }

    @Test
    void ordersAreFoundInEveryState() {
        assertThat(orders).hasSize(60);
        assertThat(orders.stream().map(Order::status)).contains(OrderStatus.values());
        assertThat(orders.stream().map(Order::payment)).contains(PaymentStatus.values());
        assertThat(orders.stream().flatMap(order -> order.shipments().stream()).map(Shipment::status))
                .contains(ShipmentStatus.values());
        assertThat(orders).anyMatch(order -> order.shipments().size() > 1);
        assertThat(orders.stream().map(order -> order.total().currency().getCurrencyCode()))
                .contains("EUR", "USD", "GBP", "CNY", "JPY", "BRL", "AED", "KWD");
    }

    @Test
    void theTotalIsTheLinesAndTheShipping() {
        Map<String, Money> shipping = new HashMap<>();
        for (JsonObject json :
                Catalogue.read("orders.json").getJsonArray("orders").getValuesAs(JsonObject.class)) {
            String[] cost = json.getString("shippingCost").split(" ");
            shipping.put(json.getString("number"), Money.of(cost[0], cost[1]));
        }
        for (Order order : orders) {
            BigDecimal sum = order.lines().stream()
                    .map(line -> line.total().amount())
                    .reduce(shipping.get(order.number()).amount(), BigDecimal::add);
            assertThat(order.total().amount()).as(order.number()).isEqualByComparingTo(sum);
            assertThat(order.total().amount().scale())
                    .isEqualTo(order.total().currency().getDefaultFractionDigits());
        }
    }

    @Test
    void refundsFitThePaymentStatus() {
        for (Order order : orders) {
            BigDecimal back = order.refunds().stream()
                    .map(refund -> refund.amount().amount())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            PaymentStatus expected = back.signum() == 0
                    ? order.payment()
                    : back.compareTo(order.total().amount()) == 0
                            ? PaymentStatus.REFUNDED
                            : PaymentStatus.PARTLY_REFUNDED;
            assertThat(order.payment()).as(order.number()).isEqualTo(expected);
            assertThat(back).isLessThanOrEqualTo(order.total().amount());
        }
    }

    @Test
    void linesNameProductsOfTheCatalogue() {
        Map<String, Product> byVariant = new HashMap<>();
        products.forEach(product -> product.variants().forEach(variant -> byVariant.put(variant.id(), product)));
        for (Order order : orders) {
            for (OrderLine line : order.lines()) {
                Product product = byVariant.get(line.variantId());
                assertThat(product).as(line.variantId()).isNotNull();
                assertThat(line.productId()).isEqualTo(product.id());
                assertThat(line.variantId()).isEqualTo("variant-" + line.sku());
                assertThat(line.title())
                        .satisfiesAnyOf(
                                title -> assertThat(title).startsWith(product.title()),
                                title -> assertThat(title)
                                        .startsWith(shop.searchProducts(title, 1)
                                                .get(0)
                                                .title()));
            }
        }
    }

    @Test
    void timesAreInOrder() {
        for (Order order : orders) {
            assertThat(order.placedAt()).as(order.number()).isBefore(SampleShop.NOW);
            List<Instant> events = Stream.of(
                            order.shipments().stream().flatMap(one -> Stream.of(one.shippedAt(), one.deliveredAt())),
                            order.refunds().stream().map(Refund::createdAt),
                            order.returns().stream().map(one -> one.createdAt()))
                    .<Instant>flatMap(times -> times)
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(events).allMatch(event -> event.isAfter(order.placedAt()) && event.isBefore(SampleShop.NOW));
            assertThat(order.updatedAt())
                    .isEqualTo(events.stream().max(Instant::compareTo).orElse(order.placedAt()));
        }
    }

    @Test
    void aParcelThatArrivedSaysWhen() {
        assertThat(orders.stream().flatMap(order -> order.shipments().stream()))
                .allMatch(parcel -> (parcel.status() == ShipmentStatus.DELIVERED) == (parcel.deliveredAt() != null))
                .allMatch(parcel -> (parcel.status() == ShipmentStatus.PREPARING) == (parcel.trackingNumber() == null));
    }

    @Test
    void nobodyCanBeReached() {
        for (Order order : orders) {
            assertThat(order.customer().email()).as(order.number()).matches("[a-z.]+@[a-z]+\\.example");
            if (order.customer().phone() != null) {
                assertThat(order.customer().phone().replace(" ", ""))
                        .as(order.number())
                        .matches(FICTIONAL_PHONE);
            }
            assertThat(order.statusPage().getHost()).endsWith(".example");
            assertThat(order.shipments())
                    .allMatch(parcel -> parcel.trackingUrl() == null
                            || parcel.trackingUrl().getHost().endsWith(".example"));
        }
    }

    @Test
    void namesComeInSeveralScriptsAndFromManyCountries() {
        Set<UnicodeScript> scripts = orders.stream()
                .flatMapToInt(order -> order.customer().name().codePoints())
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.toSet());
        assertThat(scripts)
                .contains(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.ARABIC, UnicodeScript.CYRILLIC);
        assertThat(orders.stream()
                        .map(order -> order.shippingAddress().countryCode())
                        .distinct())
                .hasSizeGreaterThan(12);
        assertThat(orders).anyMatch(order -> order.customer().id() == null);
    }

    @Test
    void aCustomersOrdersComeNewestFirstAndAreNobodyElses() {
        List<Order> mine = shop.ordersOf(new CustomerMatch.ByEmail("MEI.LIN@mail.example"), 10);
        assertThat(mine.stream().map(Order::number)).containsExactly("1003", "1001", "1002", "1041");
        assertThat(shop.ordersOf(new CustomerMatch.ByPhone("+493023125101"), 2).stream()
                        .map(Order::number))
                .containsExactly("1003", "1001");
        assertThat(shop.ordersOf(new CustomerMatch.ById("c-2001"), 0)).isEmpty();
        assertThat(shop.ordersOf(new CustomerMatch.ByEmail("mei.lin@mail.exampl"), 10))
                .isEmpty();
        assertThat(shop.ordersOf(new CustomerMatch.ByEmail(""), 10)).isEmpty();
        assertThat(shop.ordersOf(new CustomerMatch.ByPhone("23125101"), 10)).isEmpty();
        assertThat(shop.ordersOf(new CustomerMatch.ByPhone(""), 10)).isEmpty();
        assertThat(shop.ordersOf(new CustomerMatch.ById("C-2001"), 10)).isEmpty();
    }

    @Test
    void theFirstOrderIsOnItsWay() {
        Order order = shop.findOrder("#1001").orElseThrow();
        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.customer().email()).isEqualTo("mei.lin@mail.example");
        assertThat(order.shippingAddress().postcode()).isEqualTo("10115");
        assertThat(order.shipments()).singleElement().satisfies(parcel -> {
            assertThat(parcel.status()).isEqualTo(ShipmentStatus.IN_TRANSIT);
            assertThat(parcel.trackingNumber()).isNotBlank();
            assertThat(parcel.estimatedDelivery()).isAfter(SampleShop.NOW);
        });
    }

    @Test
    void aNearMatchIsNoMatch() {
        for (String number : List.of("100", "01001", "1001a", "##1001", "10 01", "", "#", "1061")) {
            assertThat(shop.findOrder(number)).as(number).isEmpty();
        }
    }

    @Test
    void thePoliciesSayTheSameInEveryLanguage() {
        for (ShopPolicy.Kind kind : List.of(ShopPolicy.Kind.SHIPPING, ShopPolicy.Kind.RETURNS)) {
            List<ShopPolicy> policies = shop.policies().stream()
                    .filter(policy -> policy.kind() == kind)
                    .toList();
            assertThat(policies.stream().map(ShopPolicy::language))
                    .containsExactlyInAnyOrder("en", "zh", "de", "es", "fr", "pt", "ar", "ja");
            assertThat(policies.stream().map(policy -> numbers(policy.text())).distinct())
                    .hasSize(1);
        }
    }

    private static List<String> numbers(String text) {
        return Pattern.compile("\\d+([.,:]\\d+)?")
                .matcher(text)
                .results()
                .map(result -> result.group().replace(',', '.'))
                .sorted()
                .toList();
    }

    @Test
    void shippingCostsWhatThePolicySays() {
        Set<String> union = Set.of("DE", "FR", "ES", "PT", "NL", "SE", "PL", "BG", "IE");
        for (JsonObject json :
                Catalogue.read("orders.json").getJsonArray("orders").getValuesAs(JsonObject.class)) {
            if (!json.getString("total").endsWith("EUR")) {
                continue;
            }
            boolean inUnion =
                    union.contains(json.getJsonObject("shippingAddress").getString("countryCode"));
            BigDecimal goods = amount(json, "total").subtract(amount(json, "shippingCost"));
            String expected = !inUnion ? "14.90" : goods.compareTo(new BigDecimal("60")) < 0 ? "4.90" : "0.00";
            assertThat(amount(json, "shippingCost"))
                    .as(json.getString("number"))
                    .isEqualByComparingTo(expected);
        }
    }

    private static BigDecimal amount(JsonObject json, String name) {
        return new BigDecimal(json.getString(name).split(" ")[0]);
    }

    @Test
    void theOpeningDayStaysWhenTheClockGoesOn() {
        Instant placed = shop.findOrder("1001").orElseThrow().placedAt();
        SampleStoreAdapter later = SampleShop.open(home, SampleShop.NOW.plus(Duration.ofDays(5)));
        assertThat(later.findOrder("1001").orElseThrow().placedAt()).isEqualTo(placed);
        assertThat(placed).isEqualTo(Instant.parse("2026-11-19T09:42:00Z"));
    }

    @Test
    void idsAreUnique() {
        Set<String> ids = new HashSet<>();
        Set<String> numbers = new TreeSet<>();
        IntStream.range(0, orders.size()).forEach(index -> {
            ids.add(orders.get(index).id());
            numbers.add(orders.get(index).number());
        });
        assertThat(ids).hasSize(60);
        assertThat(numbers).hasSize(60);
    }
}
