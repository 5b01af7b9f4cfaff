package io.polyclerk.adapter.samplestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps {@code docs/reference/sample-shop.md} equal to the data; {@code -Dsample.update=true} writes it anew. */
class SampleShopPageTest {

    private static final Path PAGE = Path.of("../../docs/reference/sample-shop.md");

    private static final String INTRODUCTION = """
            # The sample shop

            Quillbrook Goods is an invented shop that comes with the bot: a merchant can try everything without a real store. It is the
            adapter `samplestore`; it needs no settings. Nobody on this page exists: e-mail addresses end in `.example`, phone
            numbers are from ranges kept for fiction.

            Dates count from the day on which the connection was used first, so the shop looks fresh; sales and new deliveries come
            again every four weeks. Orders can be changed: cancelled before shipping, refunded up to what is left, sent elsewhere
            before shipping, returned after delivery, noted. The changes are kept in the connection's own folder, in
            `samplestore.json`; deleting that file while the server is stopped opens the shop anew.

            This page is made from the data: `./mvnw test -pl adapters/samplestore -Dsample.update=true`.

            """;

    @TempDir
    Path home;

    @Test
    void thePageTellsWhatTheShopHolds() throws IOException {
        SampleStoreAdapter shop = SampleShop.open(home);
        String page = INTRODUCTION + orders(shop) + notes(shop) + codes(shop) + products(shop);
        if (Boolean.getBoolean("sample.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String orders(SampleStoreAdapter shop) {
        return """
                ## Orders

                An order is shown to whoever gives its number and one of the proofs beside it.

                | Number | Status | Payment | Parcels | Total | Customer | E-mail | Phone | Postcode |
                |---|---|---|---|---|---|---|---|---|
                """
                + SampleShop.orders(shop).stream().map(SampleShopPageTest::row).collect(Collectors.joining())
                + "\n";
    }

    private static String row(Order order) {
        return row(
                order.number(),
                words(order.status()),
                words(order.payment()),
                order.shipments().stream().map(parcel -> words(parcel.status())).collect(Collectors.joining(", ")),
                order.total().amount().toPlainString() + " "
                        + order.total().currency().getCurrencyCode(),
                order.customer().name() + (order.customer().id() == null ? " (guest)" : ""),
                order.customer().email(),
                order.customer().phone(),
                order.shippingAddress().postcode());
    }

    private static String notes(SampleStoreAdapter shop) {
        return """
                What the shop wrote to the customer is told with the order:

                """
                + SampleShop.orders(shop).stream()
                        .flatMap(order -> shop.notesOf(order.id(), 9).reversed().stream()
                                .map(note -> "- " + order.number() + ": " + note.text() + "\n"))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String codes(SampleStoreAdapter shop) {
        return """
                ## Codes

                | Code | Takes off | From | Holds |
                |---|---|---|---|
                """
                + Catalogue.read("coupons.json").getJsonArray("coupons").getValuesAs(JsonObject.class).stream()
                        .map(json -> shop.findCoupon(json.getString("code")).orElseThrow())
                        .map(SampleShopPageTest::row)
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String row(Coupon coupon) {
        BigDecimal percent = coupon.percent();
        Money amount = coupon.amount();
        Money minimum = coupon.minimum();
        Instant end = coupon.endsAt();
        return row(
                coupon.code(),
                percent != null
                        ? percent + " %"
                        : amount != null ? words(amount) : coupon.freeShipping() ? "the delivery cost" : "",
                minimum == null ? null : words(minimum),
                coupon.usedUp()
                        ? "used up"
                        : end != null && end.isBefore(SampleShop.NOW)
                                ? "has ended"
                                : coupon.conditional() ? "under conditions" : "yes");
    }

    private static String words(Money money) {
        return money.amount().toPlainString() + " " + money.currency().getCurrencyCode();
    }

    private static String products(SampleStoreAdapter shop) {
        return """
                ## Products

                Products are found by English and Chinese words and by SKU.

                | SKU | English | Chinese | Category | Price | Variants | Stock |
                |---|---|---|---|---|---|---|
                """ + SampleShop.products().stream().map(json -> row(shop, json)).collect(Collectors.joining());
    }

    private static String row(SampleStoreAdapter shop, JsonObject json) {
        Product product = shop.searchProducts(json.getString("sku"), 1).get(0);
        return row(
                json.getString("sku"),
                product.title(),
                json.getJsonObject("title").getString("zh"),
                product.categories().get(0),
                product.variants().stream()
                                .map(variant -> variant.price().amount().toPlainString())
                                .distinct()
                                .collect(Collectors.joining(" / "))
                        + " EUR"
                        + (product.variants().stream().anyMatch(one -> one.regularPrice() != null) ? ", sale" : ""),
                String.valueOf(product.variants().size()),
                product.variants().stream()
                        .map(Variant::stock)
                        .map(Stock::state)
                        .distinct()
                        .map(SampleShopPageTest::words)
                        .collect(Collectors.joining(", ")));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String row(String... cells) {
        return Stream.of(cells).map(cell -> cell == null ? "" : cell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
