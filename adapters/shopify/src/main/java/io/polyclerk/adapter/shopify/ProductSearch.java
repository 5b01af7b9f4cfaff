package io.polyclerk.adapter.shopify;

import io.polyclerk.spi.store.Product;
import io.polyclerk.support.ProductNames;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Finds products by their codes, or else by what a shopper's sentence says; prices and stock are always fetched anew. */
final class ProductSearch {

    private final Shop shop;
    private final ProductNames names;

    ProductSearch(Shop shop, Clock clock) {
        this.shop = shop;
        this.names = new ProductNames(shop::catalogue, clock);
    }

    List<Product> search(String words, int limit) {
        if (words.isBlank() || limit < 1) {
            return List.of();
        }
        List<Shop.Coded> coded = ProductNames.codes(words).stream()
                .flatMap(code ->
                        shop.coded(code).stream().filter(one -> one.sku().equalsIgnoreCase(code)))
                .toList();
        if (!coded.isEmpty()) {
            // Asked for by its code, nothing else will do, even when it is not for sale.
            return coded.stream()
                    .limit(limit)
                    .flatMap(one ->
                            shop
                                    .product(one.productId())
                                    .map(whole -> ProductNames.only(whole, one.variantId()))
                                    .stream())
                    .toList();
        }
        return names.best(words, limit).stream()
                .map(shop::product)
                .flatMap(Optional::stream)
                .filter(product -> !product.variants().isEmpty())
                .toList();
    }
}
