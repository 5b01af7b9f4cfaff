package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The things that a question about several is about: a sort, what is named, or all that the shop has. Thread-safe. */
final class Shelf {

    /** A shop may be asked once more for each of them, and a shopper waits. */
    private static final int MOST = 100;

    private static final int MOST_OF_A_SORT = 20;
    private static final int MOST_CATEGORIES = 8;
    private static final int LONGEST_REFERENCE = 40;
    private static final int SHORTEST_NAME = 4;

    /** What is left of "cheapest fridge?" names a thing, whether the shop has it or not. */
    private static final Pattern ONE_WORD = Pattern.compile("[\\p{IsLatin}\\p{IsCyrillic}]{4,}[\\p{P}\\s]*");

    private final Goods goods;

    Shelf(Goods goods) {
        this.goods = goods;
    }

    /** Some things. @param whole whether none that it could be about is missing */
    record Things(List<Product> products, boolean whole) {}

    /**
     * @param beside what is said beside the question itself
     * @param ofBefore whether it may be about what was spoken of before, as "which one is cheaper?" is
     */
    Things askedFor(Turn turn, String beside, boolean ofBefore) {
        List<Product> sort = goods.find(turn, beside, MOST_OF_A_SORT);
        if (!sort.isEmpty()) {
            return new Things(sort, true);
        }
        List<Product> named = named(turn, beside);
        if (!named.isEmpty()) {
            return new Things(named, true);
        }
        if (goods.isNamed(beside) || ofBefore && ONE_WORD.matcher(beside).matches()) {
            return new Things(List.of(), true);
        }
        Memory memory = turn.memory();
        String before = memory.product();
        if (ofBefore && before != null && turn.utterance().text().length() <= LONGEST_REFERENCE) {
            List<Product> alike = goods.find(turn, before, MOST_OF_A_SORT);
            if (!alike.isEmpty()) {
                return new Things(alike, true);
            }
        }
        return all(turn);
    }

    /** Those whose titles hold a word of the text. */
    List<Product> named(Turn turn, String text) {
        if (text.isBlank()) {
            return List.of();
        }
        return turn.stores().stream()
                .flatMap(store -> store.adapter().searchProducts(text, MOST_OF_A_SORT).stream())
                .filter(product -> holdsWord(product.title().toLowerCase(Locale.ROOT), text))
                .toList();
    }

    /** Whether a title in small letters holds a word of a text, longer than an article. */
    static boolean holdsWord(String title, String text) {
        return Stream.of(text.split("[^\\p{L}\\p{M}\\p{N}]+"))
                .anyMatch(word -> word.length() >= SHORTEST_NAME && title.contains(word)
                        || word.length() > 1
                                && word.codePoints().allMatch(Character::isIdeographic)
                                && title.contains(word));
    }

    /** Whether a word says of what a text is, and stands in it: one of five letters or more, or two characters where those are words. */
    static boolean isTelling(String word, String text) {
        boolean dense = word.codePoints().anyMatch(Goods::isDense);
        return dense
                ? IntStream.rangeClosed(0, word.length() - 2).anyMatch(at -> text.contains(word.substring(at, at + 2)))
                : word.length() > SHORTEST_NAME && text.contains(word.substring(0, SHORTEST_NAME + 1));
    }

    /** What the shops have; not whole where they have more than can be looked through, or do not list it. */
    Things all(Turn turn) {
        List<Product> products = new ArrayList<>();
        boolean whole = !turn.stores().isEmpty();
        for (var store : turn.stores()) {
            if (!(store.adapter() instanceof ProductListing listing) || !listing.listsProducts()) {
                whole = false;
                continue;
            }
            ProductListing.Page page = listing.products(null, MOST);
            products.addAll(page.products());
            whole &= page.next() == null;
        }
        return new Things(products, whole);
    }

    /** What kinds of things the shop has, in its own words; empty when it does not say. */
    List<String> categories(Turn turn) {
        return all(turn).products().stream()
                .flatMap(product -> product.categories().stream())
                .filter(category -> !category.isBlank())
                .distinct()
                .limit(MOST_CATEGORIES)
                .toList();
    }
}
