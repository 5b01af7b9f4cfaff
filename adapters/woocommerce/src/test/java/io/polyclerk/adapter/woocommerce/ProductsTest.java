package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsTest extends ShopCase {

    private Product first(String words) {
        List<Product> found = adapter.searchProducts(words, 3);
        assertThat(found).isNotEmpty();
        return found.get(0);
    }

    @Test
    void aProductIsReadAsTheShopSellsIt() {
        Product tent = first("FW-TENT-2P");
        assertThat(tent.id()).isEqualTo("13");
        assertThat(tent.title()).isEqualTo("Ridgeline 2-Person Tent");
        assertThat(tent.description())
                .startsWith("Three-season two-person tent, 2.4 kg.\n")
                .contains("• Designed in Bristol")
                .doesNotContain("<");
        assertThat(tent.page()).hasScheme("https").hasPath("/product/ridgeline-2-person-tent/");
        assertThat(tent.picture()).isNotNull();
        assertThat(tent.categories()).containsExactly("Camping", "Tents");
        assertThat(tent.variants()).hasSize(1);
        Variant variant = tent.variants().get(0);
        assertThat(variant.sku()).isEqualTo("FW-TENT-2P");
        assertThat(variant.price()).isEqualTo(Money.of("189", "GBP"));
        assertThat(variant.regularPrice()).isNull();
        assertThat(variant.stock().state()).isEqualTo(Stock.State.IN_STOCK);
        assertThat(variant.stock().asOf()).isEqualTo(clock.instant());
    }

    @Test
    void aSaleShowsBothPricesAndItsEnd() {
        shop.state.catalogue.products.get(15L).put("date_on_sale_to_gmt", "2026-12-01T23:59:59");
        Variant tent = first("family tent").variants().get(0);
        assertThat(tent.price()).isEqualTo(Money.of("289", "GBP"));
        assertThat(tent.regularPrice()).isEqualTo(Money.of("329", "GBP"));
        assertThat(tent.saleEnds()).isEqualTo(Instant.parse("2026-12-01T23:59:59Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "25,IN_STOCK,2",
        "19,OUT_OF_STOCK,0",
        "32,BACKORDER,0",
        "94,BACKORDER,0",
        "70,IN_STOCK,",
    })
    void everyWayOfCountingStockIsUnderstood(long id, Stock.State state, Integer quantity) {
        Stock stock = first(shop.state.catalogue.products.get(id).path("sku").asText())
                .variants()
                .get(0)
                .stock();
        assertThat(stock.state()).isEqualTo(state);
        assertThat(stock.quantity()).isEqualTo(quantity);
    }

    @Test
    void moreSoldThanThereIsLeavesNothing() {
        shop.state.catalogue.products.get(32L).put("stock_quantity", -3);
        assertThat(first("FW-STOVE-MF").variants().get(0).stock().quantity()).isZero();
    }

    @Test
    void everyVariationHasItsOwnPriceAndStock() {
        Product jacket = first("waterproof jacket");
        assertThat(jacket.id()).isEqualTo("98");
        assertThat(jacket.variants()).hasSize(12);
        Variant rust = jacket.variants().stream()
                .filter(one -> "FW-JKT-STORM-RUST-XL".equals(one.sku()))
                .findFirst()
                .orElseThrow();
        assertThat(rust.options()).isEqualTo(Map.of("Colour", "Rust", "Size", "XL"));
        assertThat(rust.price()).isEqualTo(Money.of("154", "GBP"));
        assertThat(rust.stock().quantity()).isEqualTo(13);
    }

    @Test
    void variationsCountedTogetherShareTheNumber() {
        assertThat(first("neck gaiter").variants())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.stock().quantity()).isEqualTo(55));
    }

    @Test
    void ofAVariationsCodeOnlyThatVariationIsTold() {
        Product jacket = first("is FW-JKT-STORM-MOSS-M available?");
        assertThat(jacket.title()).isEqualTo("Stormline Waterproof Jacket");
        assertThat(jacket.variants()).extracting(Variant::sku).containsExactly("FW-JKT-STORM-MOSS-M");
    }

    @Test
    void aSetIsSoldByItsParts() {
        Product kit = first("starter camping kit");
        assertThat(kit.title()).isEqualTo("Starter Camping Kit");
        assertThat(kit.variants()).extracting(Variant::title).containsExactly("Ridgeline 2-Person Tent");
    }

    @ParameterizedTest
    @CsvSource({
        "do you have the ridgeline two-person tent in stock?,Ridgeline 2-Person Tent",
        "TENTS,Ridgeline 2-Person Tent",
        "how much is the family tent,Ridgeline 4-Person Family Tent",
        "Stormline jackets please,Stormline Waterproof Jacket",
        "ist die Stormline Jacke lieferbar,Stormline Waterproof Jacket",
        "gaitér,Neck Gaiter",
        "multi fuel stove,Multi-Fuel Stove"
    })
    void aSentenceFindsWhatItIsAbout(String words, String title) {
        assertThat(adapter.searchProducts(words, 3)).extracting(Product::title).contains(title);
        assertThat(first(words).title()).isEqualTo(title);
    }

    @Test
    void languagesWithoutSpacesAreSearchedToo() {
        shop.state.catalogue.products.get(13L).put("name", "山脊双人帐篷");
        assertThat(first("你们的双人帐篷还有货吗").id()).isEqualTo("13");
        shop.state.catalogue.products.get(32L).put("name", "캠핑 스토브");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "???", "submarine", "NO-SUCH-1", "😀"})
    void whatIsNotSoldIsNotFound(String words) {
        assertThat(adapter.searchProducts(words, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Winter Bivvy", "FW-BIVVY-W"})
    void draftsAreNotTold(String words) {
        assertThat(adapter.searchProducts(words, 3)).isEmpty();
    }

    @Test
    void whatIsHiddenPrivateOrLockedIsNotTold() {
        shop.state.catalogue.products.get(13L).put("catalog_visibility", "hidden");
        shop.state.catalogue.products.get(32L).put("status", "private");
        shop.state.catalogue.products.get(25L).put("post_password", "open");
        for (String words : List.of("ridgeline 2-person", "FW-TENT-2P", "multi-fuel", "FW-STOVE-MF", "FW-MAT-XL")) {
            assertThat(adapter.searchProducts(words, 5))
                    .as(words)
                    .extracting(Product::id)
                    .doesNotContain("13", "32", "25");
        }
    }

    @Test
    void whatHasNoPriceIsNotOffered() {
        shop.state.catalogue.products.get(13L).put("price", "").put("regular_price", "");
        assertThat(adapter.searchProducts("FW-TENT-2P", 3)).isEmpty();
    }

    @Test
    void theLimitHoldsAndTheBestComeFirst() {
        assertThat(adapter.searchProducts("tent", 1)).hasSize(1);
        assertThat(adapter.searchProducts("tent", 0)).isEmpty();
        assertThat(adapter.searchProducts("tent", 10))
                .extracting(Product::title)
                .contains("Tent Repair Service");
    }

    @Test
    void namesAreKeptForAWhileAndStockIsAlwaysFresh() {
        first("family tent");
        shop.calls.clear();
        shop.state.catalogue.products.get(15L).put("stock_quantity", 1);
        assertThat(first("family tent").variants().get(0).stock().quantity()).isEqualTo(1);
        assertThat(shop.count("GET /products")).isEqualTo(1);
        shop.state.catalogue.products.get(15L).put("name", "Palace");
        clock.pass(Duration.ofMinutes(11));
        assertThat(first("palace").id()).isEqualTo("15");
    }

    @Test
    void factsAreWhatTheShopShowsAndNoChoiceDependsOn() throws Exception {
        ((ObjectNode) shop.state.catalogue.products.get(13L))
                .set(
                        "attributes",
                        Recordings.JSON.readTree(
                                "[{\"name\":\"Waterproof &amp; tested\",\"visible\":true,\"variation\":false,"
                                        + "\"options\":[\"3000 mm\",\"5000 mm\"]},"
                                        + "{\"name\":\"Margin\",\"visible\":false,\"variation\":false,\"options\":[\"40%\"]}]"));
        assertThat(first("FW-TENT-2P").facts()).isEqualTo(Map.of("Waterproof & tested", "3000 mm, 5000 mm"));
    }

    @Test
    void policiesAreFoundByTheirTitlesAndToldAsText() {
        shop.state.catalogue.addPage(
                "refund_returns",
                "Refund and Returns Policy",
                "<h2>Returns</h2><p>You may return goods within&nbsp;30 days &amp; get a refund.</p><script>x()</script>"
                        + "<ul><li>unused</li><li>in the box</li></ul>");
        shop.state.catalogue.addPage("versand", "Versand &#038; Rückgabe", "<p>Drei Tage.</p>");
        shop.state.catalogue.addPage("privacy-policy", "Privacy Policy", "<p>We keep little.</p>");
        shop.state.catalogue.addPage("terms", "Terms &amp; Conditions", "<p>By buying…</p>");
        shop.state.catalogue.addPage("about-us", "About us", "<p>Made in Bristol.</p>");
        shop.state.catalogue.addPage("cart", "Cart", "<div>Your cart is empty.</div>");
        shop.state.catalogue.addPage("shop", "Shop", "");
        List<ShopPolicy> policies = adapter.policies();
        assertThat(policies)
                .extracting(ShopPolicy::kind)
                .containsExactly(
                        ShopPolicy.Kind.RETURNS,
                        ShopPolicy.Kind.SHIPPING,
                        ShopPolicy.Kind.RETURNS,
                        ShopPolicy.Kind.PRIVACY,
                        ShopPolicy.Kind.TERMS,
                        ShopPolicy.Kind.OTHER);
        ShopPolicy returns = policies.get(0);
        assertThat(returns.language()).isEqualTo("en-GB");
        assertThat(returns.title()).isEqualTo("Refund and Returns Policy");
        assertThat(returns.page()).isEqualTo(URI.create("https://shop.example/refund_returns/"));
        assertThat(returns.text())
                .contains("You may return goods within 30 days & get a refund.")
                .contains("• unused\n• in the box")
                .doesNotContain("x()");
    }

    @Test
    void aPageInAnotherLanguageSaysSo() {
        shop.state.catalogue.addPage("livraison", "Livraison", "<p>Trois jours.</p>");
        shop.state.catalogue.pages.get(0).put("lang", "fr");
        assertThat(adapter.policies().get(0).language()).isEqualTo("fr");
        assertThat(adapter.policies().get(0).kind()).isEqualTo(ShopPolicy.Kind.SHIPPING);
    }

    @Test
    void aShopThatHidesItsPagesHasNoPolicies() {
        shop.state.catalogue.addPage("terms", "Terms", "<p>By buying…</p>");
        shop.state.catalogue.pagesHidden = true;
        assertThat(adapter.policies()).isEmpty();
    }

    @Test
    void manyPagesAreAllRead() {
        for (int page = 0; page < 120; page++) {
            shop.state.catalogue.addPage("page-" + page, "Page " + page, "<p>words</p>");
        }
        assertThat(adapter.policies()).hasSize(120);
    }
}
