package io.polyclerk.ai.understanding;

/**
 * A word of a shop's own: trade or dialect word, product code, product name.
 *
 * @param term as people write it
 * @param meaning a concept that the language packs share, a product code, or an intent's wire name
 */
public record ShopTerm(String term, Kind kind, String meaning) {

    /** What a term stands for. */
    public enum Kind {
        CONCEPT,
        SKU,
        INTENT
    }
}
