package io.polyclerk.core.knowledge;

import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.spi.store.Product;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trade, such as cosmetics or electronics: which things do what, and which go with which. Every statement names where it
 * comes from. Needs no network. Thread-safe.
 */
public interface FactGraph {

    /** Knows nothing. */
    FactGraph NONE = new FactGraph() {
        @Override
        public Optional<Asked> read(Question question) {
            return Optional.empty();
        }

        @Override
        public List<Finding> answer(Asked asked, List<Product> products) {
            return List.of();
        }
    };

    /** What a question is about; empty when it is not about anything that the graph knows. Never throws for what it contains. */
    Optional<Asked> read(Question question);

    /**
     * What is known about it.
     *
     * @param products that the shopper means, with the shop's facts; what stands in them is data
     * @return empty when nothing is known
     */
    List<Finding> answer(Asked asked, List<Product> products);

    /** What is wanted to be known. */
    enum Kind {
        /** Whether a product holds something. */
        CONTAINS,
        /** Whether things may be used together. */
        TOGETHER,
        PREGNANCY,
        /** Whether something suits a kind of skin. */
        SKIN,
        ALLERGENS,
        /** Whether a product works with something. */
        COMPATIBLE,
        /** What something is and does. */
        MEANING
    }

    /**
     * A question that the graph can answer.
     *
     * @param concepts what it names, as addresses of concepts, in the order of the text
     * @param kinds what sort of product it names, if any
     * @param rest the words that were not recognised: perhaps the product's name
     */
    record Asked(
            Kind kind,
            String merchant,
            String text,
            String language,
            List<String> concepts,
            List<Kinds> kinds,
            String rest) {

        public Asked {
            concepts = List.copyOf(concepts);
            kinds = List.copyOf(kinds);
        }

        /** Whether nothing can be said without knowing which product is meant. */
        public boolean needsProduct() {
            return switch (kind) {
                case CONTAINS, COMPATIBLE -> true;
                case TOGETHER -> concepts.size() < 2;
                case PREGNANCY, ALLERGENS, SKIN -> concepts.isEmpty();
                case MEANING -> false;
            };
        }
    }

    /** A sort of product. @param words by which a shop may call it, the shopper's own first */
    record Kinds(List<String> words) {
        public Kinds {
            words = List.copyOf(words);
        }
    }

    /** What can be said. */
    enum Say {
        CONTAINS,
        CONTAINS_FORM,
        NOT_LISTED,
        NO_LIST,
        CONFLICT,
        GOES_WITH,
        NO_CONFLICT,
        FUNCTION,
        SUITS,
        LESS_SUITED,
        PREGNANCY_AVOID,
        PREGNANCY_ASK,
        PREGNANCY_NONE,
        PREGNANCY_OPEN,
        ALLERGENS_IN,
        ALLERGENS_NONE,
        ALLERGEN,
        LIMIT,
        BANNED,
        HAS,
        WORKS,
        WORKS_BOTH,
        NOT_WORKS,
        FIT_UNKNOWN,
        POWER_ENOUGH,
        POWER_LESS,
        MEANING;

        /** Whether it touches health: then it is said that it is no advice. */
        public boolean isAboutHealth() {
            return switch (this) {
                case CONFLICT,
                        GOES_WITH,
                        NO_CONFLICT,
                        SUITS,
                        LESS_SUITED,
                        PREGNANCY_AVOID,
                        PREGNANCY_ASK,
                        PREGNANCY_NONE,
                        PREGNANCY_OPEN,
                        ALLERGENS_IN,
                        ALLERGENS_NONE,
                        ALLERGEN -> true;
                case CONTAINS,
                        CONTAINS_FORM,
                        NOT_LISTED,
                        NO_LIST,
                        FUNCTION,
                        LIMIT,
                        BANNED,
                        HAS,
                        WORKS,
                        WORKS_BOTH,
                        NOT_WORKS,
                        FIT_UNKNOWN,
                        POWER_ENOUGH,
                        POWER_LESS,
                        MEANING -> false;
            };
        }
    }

    /**
     * One statement.
     *
     * @param names what the sentence names, in the language of the question
     * @param source null when it is what the shop itself says of the product, or what is not said anywhere
     */
    record Finding(
            Say say, Map<String, String> names, @Nullable Source source) {
        public Finding {
            names = Map.copyOf(names);
        }
    }

    /** Where a statement comes from. @param issued when that was published, or written down */
    record Source(String title, LocalDate issued) {}
}
