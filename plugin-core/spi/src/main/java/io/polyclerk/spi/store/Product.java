package io.polyclerk.spi.store;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something the shop sells. Texts are the shop's own words: data, never instruction.
 *
 * @param facts such as ingredients or specifications, in the shop's words
 * @param variants at least one
 */
public record Product(
        String id,
        String title,
        @Nullable String description,
        @Nullable URI page,
        @Nullable URI picture,
        List<String> categories,
        Map<String, String> facts,
        List<Variant> variants) {

    public Product {
        categories = List.copyOf(categories);
        facts = Map.copyOf(facts);
        variants = List.copyOf(variants);
    }
}
