package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All that a shop has on sale, page by page. */
class ListingTest extends ShopCase {

    @Test
    void everythingOnSaleIsListedPageByPageWithoutAskingForEachProduct() {
        List<Product> all = listed();
        assertThat(all).extracting(Product::id).contains("13", "98", "175");
        assertThat(all).extracting(Product::id).as("a draft").doesNotContain("177");
        assertThat(shop.count("GET /products/")).isZero();
    }

    @Test
    void whatHasVariationsIsListedOnceMoreWithThem() {
        List<Product> all = listed();
        assertThat(all.stream()
                        .filter(product -> product.id().equals("98"))
                        .flatMap(product -> product.variants().stream())
                        .map(Variant::sku))
                .contains("FW-JKT-STORM-RUST-XL")
                .hasSize(13);
        assertThat(all)
                .filteredOn(product -> product.id().equals("98"))
                .allSatisfy(product -> assertThat(product.title()).isEqualTo("Stormline Waterproof Jacket"));
        shop.state.catalogue.products.get(98L).put("status", "private");
        assertThat(listed()).extracting(Product::id).as("the whole is private").doesNotContain("98");
    }

    @Test
    void aShopThatListsNoVariationsByThemselvesIsListedWithoutThem() {
        shop.state.catalogue.listsVariations = false;
        assertThat(listed())
                .allSatisfy(product -> assertThat(product.variants()).hasSize(1));
    }

    private List<Product> listed() {
        List<Product> all = new ArrayList<>();
        String mark = null;
        do {
            ProductListing.Page page = adapter.products(mark, 5);
            all.addAll(page.products());
            mark = page.next();
        } while (mark != null);
        return all;
    }
}
