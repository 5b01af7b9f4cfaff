package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What things cost, as the shop tells it. */
final class PriceWords {

    private PriceWords() {}

    /** What one variant costs. */
    static Phrase of(Product product, Variant variant) {
        boolean onePrice =
                product.variants().stream().map(Variant::price).distinct().count() == 1;
        return of(onePrice ? product.title() : ProductWords.nameOf(product, variant), variant);
    }

    private static Phrase of(String name, Variant variant) {
        Money regular = variant.regularPrice();
        return regular == null
                ? Phrase.of("product.price", Map.of("title", name, "price", variant.price()))
                : Phrase.of("product.sale", Map.of("title", name, "price", variant.price(), "regular", regular));
    }

    /** Price of each variant, once for those that cost the same. */
    static List<Phrase> of(Product product, Turn turn) {
        Map<Money, Variant> byPrice = new LinkedHashMap<>();
        ProductWords.mentioned(product, turn).forEach(variant -> byPrice.putIfAbsent(variant.price(), variant));
        boolean onePrice = byPrice.size() == 1;
        List<Phrase> phrases = new ArrayList<>();
        for (Variant variant : byPrice.values()) {
            String name = onePrice ? product.title() : ProductWords.nameOf(product, variant);
            phrases.add(of(name, variant));
            Instant ends = variant.saleEnds();
            if (variant.regularPrice() != null && ends != null) {
                phrases.add(Phrase.of("product.sale_until", Map.of("date", ends)));
            }
        }
        return phrases;
    }
}
