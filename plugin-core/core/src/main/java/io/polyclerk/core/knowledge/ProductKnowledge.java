package io.polyclerk.core.knowledge;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.spi.store.Product;
import java.util.List;

/**
 * What is known of a kind of goods beyond what the shop says of a product: ingredients, plugs, units. Statements come from
 * knowledge packs and carry their source. Thread-safe.
 */
public interface ProductKnowledge {

    /** Knows nothing. */
    ProductKnowledge NONE = (merchant, question, language, products) -> List.of();

    /**
     * What can be said about the question, joined with the facts of these products; empty when nothing can. A question of health gets
     * the statement and a caution, never advice. Never throws for what the question contains.
     *
     * @param question in the shopper's words
     * @param language BCP 47 tag
     * @param products that the question is about, best match first
     */
    List<Phrase> statements(String merchant, String question, String language, List<Product> products);
}
